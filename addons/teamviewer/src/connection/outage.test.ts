import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ConnectedDesk, configurationId, connectedDesk } from '../../testing/connected-desk.ts';
import {
  emptyPackageDatabase,
  openPackageDatabase,
  type PackageDatabase,
} from '../../testing/package-database.ts';
import addon from '../server.ts';

const subject = { type: 'configuration', id: configurationId } as const;

let database: PackageDatabase;
let desk: ConnectedDesk;
beforeAll(async () => {
  database = await openPackageDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await emptyPackageDatabase(database);
  desk = await connectedDesk(database);
});

/** Texts of the notices that stand on every page for that person. */
async function notices(personId: string): Promise<string[]> {
  const said = await addon.notices?.(desk.context(personId), desk.host);
  return said?.notices.map((notice) => notice.text) ?? [];
}

/** Somebody watches an open session all the time, as a panel that is open does. */
async function watchFor(minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    await desk.blocks('session', 'kim');
    await desk.pass({ seconds: 60 });
  }
}

async function openSession(): Promise<void> {
  await desk.press('create-session', 'kim');
  await desk.work();
  expect(desk.teamviewer.open()).toHaveLength(1);
}

const outages = [
  { name: 'down', fault: () => ({ status: 503 }) },
  {
    name: 'slow, so that every call runs into its deadline',
    fault: () => {
      throw Object.assign(new Error('no answer in time'), { code: 'timeout' });
    },
  },
  {
    name: 'half open, so that connections end in mid-answer',
    fault: () => {
      throw Object.assign(new Error('socket hang up'), { code: 'network' });
    },
  },
  {
    name: 'out of quota',
    fault: () => ({
      status: 403,
      json: { error: 'rate_limit_reached', error_description: 'Too many calls.' },
    }),
  },
] as const;

describe.each(outages)('TeamViewer $name for half an hour', ({ fault }) => {
  test('is asked a bounded number of times, is found again by itself, and the notice goes up and down once', async () => {
    await openSession();
    expect(await notices('admin')).toEqual([]);
    desk.teamviewer.fault = fault;
    const before = desk.teamviewer.calls.length;
    await watchFor(1);
    const said = await notices('admin');
    expect(said).toEqual([expect.stringContaining('is disturbed')]);
    // One notice, with the same words all the time.
    for (let minute = 1; minute < 30; minute += 1) {
      await watchFor(1);
      expect(await notices('admin')).toEqual(said);
    }

    // One poll a minute in trouble, three requests each; looking for the end of it eight times in that time.
    expect(desk.teamviewer.calls.length - before).toBeLessThanOrEqual((30 + 8) * 3);
    expect(await notices('admin')).toEqual(said);
    expect(await notices('kim')).toHaveLength(1);
    expect(desk.mails.filter((mail) => mail.key.startsWith('reconnect'))).toEqual([]);

    desk.teamviewer.fault = null;
    // The longest wait that was guessed is half an hour.
    await watchFor(32);
    expect(await notices('admin')).toEqual([]);
    expect(await notices('kim')).toEqual([]);
  });
});

test('with nobody there, and nothing to do, the end of an outage is noticed by itself', async () => {
  desk.teamviewer.fault = () => ({ status: 503 });
  await desk.press('check', 'admin', subject);
  await desk.work();
  expect(await notices('admin')).toEqual([expect.stringContaining('is disturbed')]);
  const before = desk.teamviewer.calls.length;
  await desk.pass({ minutes: 30 });
  // After 1, 3, 7, 15 and 25 minutes, three requests each.
  expect(desk.teamviewer.calls.length - before).toBeLessThanOrEqual(15);
  desk.teamviewer.fault = null;
  await desk.pass({ minutes: 11 });
  expect(await notices('admin')).toEqual([]);
  const quiet = desk.teamviewer.calls.length;
  await desk.pass({ hours: 5 });
  expect(desk.teamviewer.calls.length).toBe(quiet);
});

describe('a connection that broke', () => {
  test('is said on every page, to agents without a way to mend it, until it is made again; the mail comes once', async () => {
    desk.teamviewer.refreshToken = 'used up by somebody else';
    await desk.pass({ hours: 24 * 7 });
    expect(await notices('admin')).toEqual([
      'The connection to TeamViewer (TeamViewer) is broken and has to be made again.',
    ]);
    expect(await notices('kim')).toEqual([expect.stringContaining('until an administrator restores it')]);
    const said = await addon.notices?.(desk.context('kim'), desk.host);
    expect(said?.notices[0]?.link).toBeUndefined();
    expect(desk.mails.map((mail) => mail.subject)).toEqual([
      'TeamViewer has to be connected again: TeamViewer',
    ]);
    await desk.pass({ hours: 24 * 365 });
    expect(desk.mails).toHaveLength(1);
    expect(desk.teamviewer.refreshes).toBe(1);
  });
});

describe('credentials with an end', () => {
  const until = '2026-12-24';
  async function withEnd(): Promise<void> {
    const configuration = desk.configurations.get(configurationId) ?? expect.fail();
    desk.configurations.set(configurationId, {
      ...configuration,
      values: { ...configuration.values, credentialsUntil: until },
    });
    await addon.configurationTypes?.['configuration']?.stored?.(configurationId, desk.host);
  }
  const subjects = () => desk.mails.map((mail) => mail.subject.replace(/: TeamViewer$/, ''));
  const soon = 'Credentials for TeamViewer are about to end';
  const over = 'Credentials for TeamViewer have ended';

  test('are told of a month, a week and a day before and when they are over, once each', async () => {
    await withEnd();
    await withEnd();
    await desk.pass({ hours: 24 * 15 });
    expect(subjects()).toEqual([]);
    expect(await notices('admin')).toEqual([]);
    await desk.pass({ hours: 24 * 10 });
    expect(subjects()).toEqual([soon]);
    expect(await notices('admin')).toEqual([expect.stringContaining('only until 24 December 2026')]);
    expect(await notices('kim')).toEqual([]);
    await desk.pass({ hours: 24 * 28 });
    expect(subjects()).toEqual([soon, soon, soon, over]);
    await desk.pass({ hours: 24 * 365 });
    expect(subjects()).toHaveLength(4);
    expect(await notices('admin')).toEqual([expect.stringContaining('ended on 24 December 2026')]);
  });

  test.each([
    { stood: 'a day', hours: 24, told: [] },
    { stood: 'a week', hours: 24 * 7, told: [] },
    { stood: 'seven weeks, to within the last week', hours: 24 * 47, told: [soon] },
    { stood: 'a month', hours: 24 * 31, told: [soon] },
    { stood: 'a year', hours: 24 * 365, told: [over] },
  ])('after a standstill of $stood only what still matters is told', async ({ hours, told }) => {
    await withEnd();
    desk.clock.advance({ hours });
    await desk.work();
    expect(subjects().filter((subject) => subject.startsWith('Credentials'))).toEqual(told);
  });

  test('with another day entered meanwhile, the old one is not spoken of', async () => {
    await withEnd();
    const configuration = desk.configurations.get(configurationId) ?? expect.fail();
    desk.configurations.set(configurationId, {
      ...configuration,
      values: { ...configuration.values, credentialsUntil: '2028-01-01' },
    });
    await desk.pass({ hours: 24 * 60 });
    expect(subjects()).toEqual([]);
  });
});

describe.each([
  { moved: 'a day', hours: 24 },
  { moved: 'a week', hours: 24 * 7 },
  { moved: 'a year', hours: 24 * 365 },
])('a clock moved $moved', ({ hours }) => {
  test('finds its way with one refresh where TeamViewer still takes the token, and tells nobody', async () => {
    desk.clock.advance({ hours });
    await desk.work();
    expect(desk.teamviewer.refreshes).toBe(1);
    expect(desk.mails).toEqual([]);
    expect(await notices('admin')).toEqual([]);
  });

  test('tells administrators once where it does not', async () => {
    desk.teamviewer.refreshToken = 'dead for long';
    desk.clock.advance({ hours });
    await desk.work();
    await desk.pass({ hours: 48 });
    expect(desk.teamviewer.refreshes).toBe(1);
    expect(desk.mails.map((mail) => mail.key)).toEqual([`reconnect:${configurationId}:1:admin`]);
    expect(await notices('admin')).toHaveLength(1);
  });
});

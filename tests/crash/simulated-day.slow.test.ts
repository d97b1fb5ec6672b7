import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { activate } from '../devices/sync-client.ts';
import { type DeskClient, signedIn } from '../support/desk-client.ts';
import { ask } from './ask.ts';
import { type DayClock, dayClock } from './day-clock.ts';
import { brokenInvariants } from './invariants.ts';
import { type OpenDesk, openDesk } from './open-desk.ts';
import { untilQuiet } from './quiet.ts';
import type { Stage } from './stage.ts';

// Six hours of a service desk on a Business licence, whose quota the emulator enforces: 500 sessions, a synchronisation of
// 100,000 devices, and three times twenty minutes in which TeamViewer is away. The clocks go on by a minute as soon as all
// that was due is done: work takes as long as outside, and only the waiting in between is left out.
const sessions = Number(process.env['FERNWART_DAY_SESSIONS'] ?? 500);
const groups = 200;
const devicesPerGroup = Number(process.env['FERNWART_DAY_DEVICES'] ?? 100_000) / groups;
const hour = 3600;
const day = 6 * hour;
const lastCall = 5 * hour;
const away = hour / 3;
const stepSeconds = 60;
/** Nothing hangs: a step waits until its work is done, the synchronisation's too. */
const patience = 300_000;
/** While calls hang, for half a minute outside, the day goes on twelve times as fast as outside. */
const hangingPatience = 5000;

interface BrownOut {
  readonly from: number;
  readonly patience: number;
  begin(): Promise<void>;
  end(): Promise<void>;
}
const brownOuts: readonly BrownOut[] = [
  // Every call is answered with 503.
  {
    from: hour,
    patience,
    begin: () => emulator('POST', 'faults', { kind: 'status', status: 503 }),
    end: () => emulator('DELETE', 'faults'),
  },
  // Half of the answers are lost after what was asked for was done; of the others a third is a refusal.
  {
    from: 2.5 * hour,
    patience,
    async begin() {
      await emulator('POST', 'faults', { kind: 'lose-answer-after-effect', probability: 0.5 });
      await emulator('POST', 'faults', { kind: 'refuse-before-effect', status: 502, probability: 0.33 });
    },
    end: () => emulator('DELETE', 'faults'),
  },
  // Nobody answers within the deadline of half a minute.
  {
    from: 4 * hour,
    patience: hangingPatience,
    begin: () => emulator('POST', 'faults', { kind: 'latency', ms: 40_000 }),
    end: () => emulator('DELETE', 'faults'),
  },
];

let desk: OpenDesk;
let stage: Stage;
let clock: DayClock;
beforeAll(async () => {
  desk = await openDesk(inject('postgresUrl'), 1, process.env['FERNWART_DAY_LOG']);
  stage = desk.stage;
  clock = dayClock(stage);
}, 180_000);
afterAll(() => desk.close(), 60_000);

test('a day of 500 sessions inside the Business quota with three brown-outs: nobody is refused or has to press again, and every report comes in', async () => {
  await onBusinessLicence();
  await emulator('POST', 'fleet', { groups, devicesPerGroup, kind: 'managed', twins: 0, duplicates: 0 });
  const agents = await Promise.all(['anna', 'ben'].map((login) => signedIn(stage.origin, login)));
  const admin = await signedIn(stage.origin, 'admin');
  const courses: Promise<Served>[] = [];
  let syncing: string | null = null;

  while (clock.seconds < day) {
    for (; courses.length < (sessions * clock.seconds) / lastCall && courses.length < sessions; ) {
      const agent = agents[courses.length % agents.length] ?? expect.fail();
      const index = courses.length;
      const course = clock.live(() => serve(agent, index));
      course.catch(() => undefined);
      courses.push(course);
    }
    for (const brownOut of brownOuts) {
      if (clock.seconds === brownOut.from) await brownOut.begin();
      if (clock.seconds === brownOut.from + away) await brownOut.end();
    }
    // In the midst of trouble: it has to come to its end by itself.
    if (clock.seconds === 2.5 * hour) syncing = await activate(admin);
    const going = brownOuts.find(({ from }) => clock.seconds >= from && clock.seconds < from + away);
    await clock.step(stepSeconds, going?.patience ?? patience);
  }
  expect(courses).toHaveLength(sessions);
  const served = await Promise.all(courses);
  expect(await untilQuiet(stage, [], 400)).toEqual([]);

  // The quota was there, and nobody ran into it; nothing that was begun ended in an error.
  const refused = stage.answers.answered.filter(({ status }) => status === 403 || status === 429);
  expect(refused).toEqual([]);
  const failed = await ask(
    stage,
    `select workflow, error_code, error_text from runs where state = 'failed' order by created_at`,
  );
  expect(failed).toEqual([]);
  const activities = served.map(({ activity }) => activity);
  expect(await brokenInvariants(stage, { activities, comments: [], runs: [], refused: [] })).toEqual([]);

  const records = await ask<{ activity_id: string; state: string; record: string }>(
    stage,
    'select activity_id, state, record from pkg_teamviewer.sessions where activity_id is not null',
  );
  const ofDay = records.filter((row) => activities.includes(row.activity_id));
  expect(ofDay).toHaveLength(sessions);
  const written = new Set(ofDay.filter(({ record }) => record === 'written').map((row) => row.activity_id));
  const connected = served.filter(({ wasConnected }) => wasConnected);
  expect(connected).toHaveLength(sessions / 2);
  expect(connected.filter(({ activity }) => !written.has(activity))).toEqual([]);

  const [sync] = await ask<{ state: string; result: Record<string, number>; minutes: number }>(
    stage,
    `select state, result, round(extract(epoch from finished_at - started_at) / 60)::int as minutes from runs where id = '${syncing}'`,
  );
  expect(sync).toMatchObject({ state: 'succeeded' });
  const [known] = await ask<{ devices: number }>(
    stage,
    'select count(*)::int as devices from pkg_teamviewer.devices',
  );
  expect(known?.devices).toBeGreaterThanOrEqual(groups * devicesPerGroup);
  tell(served, ofDay, sync);
}, 3_000_000);

interface Served {
  readonly activity: string;
  readonly wasConnected: boolean;
  /** From the press of the button until the links were there. */
  readonly waited: number;
}

/** One activity from the call to its end: the button is pressed once, whatever the hour. */
async function serve(agent: DeskClient, index: number): Promise<Served> {
  const { id } = await agent.takenOverActivity(`Trouble of the day ${index}`);
  const pressedAt = clock.seconds;
  expect(await agent.createSession(id)).toMatchObject({ kind: 'run' });
  for (;;) {
    await clock.sleep(stepSeconds);
    const offers = await agent.offers(id);
    if (offers.includes('teamviewer/join-native')) break;
    if (offers.includes('teamviewer/create-session'))
      throw new Error(`${id}: whoever pressed at ${pressedAt} s has to press again at ${clock.seconds} s`);
    // What an open page does now and then: it must show something, and nothing that asks for a deed.
    await agent.get(`/packages/teamviewer/panels/session?subjectType=activity&subjectId=${id}`);
  }
  const waited = clock.seconds - pressedAt;
  const wasConnected = index % 2 === 0;
  if (wasConnected) {
    const [row] = await ask<{ code: string }>(
      stage,
      `select code from pkg_teamviewer.sessions where activity_id = '${id}' and state = 'open'`,
    );
    const minutes = 5 + (index % 15);
    await emulator('POST', 'play', { action: 'attended-connection', code: row?.code, minutes });
  }
  await clock.sleep(25 * 60);
  await agent.move(id, 'close', 'Done.');
  return { activity: id, wasConnected, waited };
}

async function onBusinessLicence(): Promise<void> {
  for (const company of stage.emulator.state.companies.values()) company.licence.type = 'Business';
  const admin = await signedIn(stage.origin, 'admin');
  const { items } = await admin.get<{ items: { id: string }[] }>('/configurations');
  expect(items).toHaveLength(1);
  for (const { id } of items) {
    const { values, version } = await admin.get<{ values: Record<string, unknown>; version: number }>(
      `/configurations/${id}`,
    );
    await admin.browser.send('PATCH', `${stage.origin}/api/v1/configurations/${id}`, {
      version,
      values: { ...values, licence: 'business', syncMode: 'group' },
    });
  }
}

async function emulator(method: 'POST' | 'DELETE', path: string, body?: unknown): Promise<void> {
  const answer = await fetch(`${stage.emulator.origin}/emulator/api/${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
}

function tell(served: readonly Served[], records: readonly { record: string }[], sync: unknown): void {
  const waits = served.map(({ waited }) => waited).sort((a, b) => a - b);
  const byRecord = Map.groupBy(records, ({ record }) => record);
  const calls = Map.groupBy(
    stage.answers.answered,
    ({ method, path }) =>
      `${method} ${path.replace(/\/s\d[\d-]+/, '/{code}').replace(/[0-9a-f-]{20,}/g, '{id}')}`,
  );
  const counted = (map: Map<string, readonly unknown[]>) =>
    [...map].map(([name, all]) => `${name} ${all.length}`).join(', ');
  process.stdout.write(
    `records: ${counted(byRecord)}\n` +
      `waited for the links: half of them at most ${waits[waits.length / 2]} s, the longest ${waits.at(-1)} s, ` +
      `more than a minute ${waits.filter((seconds) => seconds > 60).length}\n` +
      `synchronisation: ${JSON.stringify(sync)}\n` +
      `answered by TeamViewer: ${counted(calls)}\n`,
  );
}

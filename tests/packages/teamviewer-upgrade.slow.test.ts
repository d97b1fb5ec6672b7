import type { DevEnv } from '@fernwart/dev-env';
import { drivenClock, systemClock } from '@fernwart/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DeskClient, signedIn } from '../support/desk-client.ts';
import { places, startTestDesk, type TestPlace } from '../support/test-desk.ts';
import { nextTeamViewer, nextVersion } from './next-teamviewer.ts';
import { packageClient } from './package-client.ts';

describe.each(places)('an upgrade of the TeamViewer package on $kind', ({ make }) => {
  const clock = drivenClock(systemClock());
  let place: TestPlace;
  let desk: DevEnv;
  let anna: DeskClient;
  let open: { id: string };
  let clicked: { id: string }[];
  beforeAll(async () => {
    place = await make();
    desk = await startTestDesk(place, { clock });
    anna = await signedIn(desk.server.origin, 'anna');
    open = await anna.takenOverActivity('The display flickers');
    clicked = [];
    for (const subject of ['One', 'Two', 'Three', 'Four', 'Five'])
      clicked.push(await anna.takenOverActivity(subject));
  }, 120_000);
  afterAll(async () => {
    await desk?.stop();
    await place.remove();
  });

  const db = () => desk.server.parts.db;
  async function offered(activity: string): Promise<void> {
    await expect
      .poll(() => anna.offers(activity), { timeout: 60_000, interval: 100 })
      .toContain('teamviewer/join-native');
  }
  /** Where the button *Join session as supporter* leads: its link was sealed by the version that made it. */
  async function joins(activity: string): Promise<string | null> {
    const path = `/open/teamviewer/join-native/activity/${activity}`;
    return (await anna.browser.send('GET', `${desk.server.origin}${path}`)).headers.get('location');
  }
  async function kept(): Promise<object> {
    return {
      configurations: await db().sql`select * from configurations order by id`,
      connections: await db().sql`select configuration_id, state from pkg_teamviewer.connections`,
      schedules: await db().sql`select package_id, name, state from schedules order by 1, 2`,
      open: await db().sql`
        select id, code, customer_link, supporter_link from pkg_teamviewer.sessions where activity_id = ${open.id}`,
    };
  }

  test('loses neither data nor open sessions nor what was clicked meanwhile', async () => {
    await anna.createSession(open.id);
    await offered(open.id);
    const before = await kept();
    const led = await joins(open.id);
    expect(led).toContain([...desk.emulator.state.sessions.values()][0]?.secret);
    const unfinished = await db().sql<{ id: string }>`
      select id from runs where state in ('waiting', 'queued', 'running')`;

    const admin = await packageClient(desk.server.origin);
    const clicks = Promise.all(clicked.map(({ id }) => anna.createSession(id)));
    const run = await admin.install(await nextTeamViewer());
    await expect.poll(async () => (await admin.run(run)).state, { timeout: 60_000 }).toBe('succeeded');
    await clicks;

    expect((await admin.list()).map(({ id, version, state }) => [id, version, state])).toEqual([
      ['teamviewer', nextVersion, 'active'],
    ]);
    expect(await kept()).toEqual(before);
    expect(await joins(open.id)).toBe(led);
    for (const { id } of clicked) await offered(id);
    expect(desk.emulator.state.sessions.size).toBe(1 + clicked.length);
    const lost = await db().sql`
      select id, workflow, error_code, error_text from runs where state = 'failed'`;
    expect(lost).toEqual([]);
    const found = await db()
      .sql`select id from runs where id = any(${unfinished.map(({ id }) => id)}::uuid[])`;
    expect(found).toHaveLength(unfinished.length);
  });

  test('the new version ends what the old one began: the connection comes into the journal', async () => {
    const [code] = desk.emulator.state.sessions.keys();
    await fetch(`${desk.emulator.origin}/emulator/api/play`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ action: 'attended-connection', code, minutes: 7 }),
    });
    await anna.move(open.id, 'close', 'Done.');
    await expect
      .poll(
        async () => {
          clock.advance(Temporal.Duration.from({ seconds: 10 }));
          return (await anna.journal(open.id)).join('\n');
        },
        { timeout: 60_000, interval: 500 },
      )
      .toMatch(/1 connection/);
  });
});

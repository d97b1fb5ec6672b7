import { type Emulator, startEmulator } from '@fernwart/teamviewer-emulator';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sessionsOfActivity } from '../../addons/teamviewer/src/sessions/store.ts';
import { rules, workflows } from '../../addons/teamviewer/src/shared/names.ts';
import { type ConnectedDesk, connectedDesk } from '../../addons/teamviewer/testing/connected-desk.ts';
import {
  emptyPackageDatabase,
  openPostgresPackageDatabase,
  type PackageDatabase,
} from '../../addons/teamviewer/testing/package-database.ts';

// Twenty-four hours in which somebody always looks at a session, on a Business licence whose quota the emulator enforces.
const sessions = 500;
const minutes = 24 * 60;
const lastsMinutes = 25;
/** Calls a day and function, and what of them is left to people (facts §3.1 [C]). */
const quota = 7200;
const forBackground = quota * 0.8;

describe('a day with 500 sessions', () => {
  let database: PackageDatabase;
  let emulator: Emulator;
  let desk: ConnectedDesk;
  beforeAll(async () => {
    database = await openPostgresPackageDatabase();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await emptyPackageDatabase(database);
    desk = await connectedDesk(database, { licence: 'business' });
    emulator = await startEmulator({ port: 0, now: () => desk.clock.now() });
    for (const company of emulator.state.companies.values()) company.licence.type = 'Business';
    await talkToEmulator();
    return () => emulator.close();
  });

  test.each([
    { triggers: 'with live triggers', live: true },
    { triggers: 'with the sweep alone', live: false },
  ])(
    '$triggers stays inside the quota of every function, and records every session',
    async ({ live }) => {
      const [sample] = desk.activities.values();
      if (sample === undefined) throw new Error('There is no activity.');
      const idOf = (index: number) => `activity-of-${index}`;
      const dueAt = (index: number) => Math.floor((index * (minutes - 60)) / sessions);
      let [made, ended] = [0, 0];
      for (let minute = 0; minute < minutes; minute += 1) {
        for (; made < sessions && dueAt(made) <= minute; made += 1) {
          const id = idOf(made);
          desk.activities.set(id, { ...sample, id, number: `INC${made}` });
          expect(await desk.press('create-session', 'kim', { type: 'activity', id })).toMatchObject({
            kind: 'run',
          });
          await desk.work();
          if (!live) for (const run of desk.runs) if (run.key?.startsWith('expired:')) run.state = 'failed';
          if (made % 2 === 0) await connect(id);
        }
        for (; ended < made && dueAt(ended) + lastsMinutes <= minute; ended += 1)
          await close(idOf(ended), live);
        if (made > ended) await desk.blocks('session', 'kim', { type: 'activity', id: idOf(made - 1) });
        await desk.pass({ minutes: 1 });
      }
      await desk.pass({ hours: 2 });
      const { counters } = await calls();
      for (const [endpoint, counter] of Object.entries(counters)) {
        expect(counter.byStatus, endpoint).not.toHaveProperty('403');
        expect(counter.byStatus, endpoint).not.toHaveProperty('429');
        expect(counter.calls, endpoint).toBeLessThanOrEqual(forBackground);
      }
      process.stdout.write(
        `${live ? 'live' : 'swept'}: ${Object.entries(counters)
          .map(([endpoint, { calls: count }]) => `${endpoint} ${count}`)
          .join(', ')}\n`,
      );
      const records = await Promise.all(
        Array.from(
          { length: sessions },
          async (_, index) => (await sessionsOfActivity(desk.host.sql, idOf(index)))[0],
        ),
      );
      const written = records.filter((session) => session?.record === 'written');
      expect(written).toHaveLength(sessions / 2);
      expect(records.filter((session) => session?.state !== 'ended')).toEqual([]);
      expect([...emulator.state.sessions.values()].filter((session) => session.state === 'open')).toEqual([]);
    },
    900_000,
  );

  /** What the add-on asks of TeamViewer is answered by the emulator; only the tokens are scripted. */
  async function talkToEmulator(): Promise<void> {
    const { token } = await play<{ token: string }>({
      action: 'script-token',
      email: [...emulator.state.users.values()][0]?.email,
      level: 'company',
    });
    const { network } = desk.teamviewer;
    desk.network = async (request) => {
      const url = new URL(request.url);
      if (url.pathname.includes('/oauth2/')) return network(request);
      const answer = await fetch(`${emulator.origin}${url.pathname}${url.search}`, {
        method: request.method,
        headers: { ...request.headers, authorization: `Bearer ${token}` },
        ...(request.body === undefined ? {} : { body: request.body }),
      });
      return {
        status: answer.status,
        headers: Object.fromEntries(answer.headers),
        body: await answer.text(),
      };
    };
  }

  async function connect(id: string): Promise<void> {
    const [session] = await sessionsOfActivity(desk.host.sql, id);
    await play({ action: 'attended-connection', code: session?.code, minutes: 10 });
  }

  async function close(id: string, live: boolean): Promise<void> {
    const activity = desk.activities.get(id);
    if (activity !== undefined) desk.activities.set(id, { ...activity, state: 204 });
    if (!live) return;
    await desk.host.transaction((tx) =>
      tx.run({
        workflow: workflows.collectReports,
        input: { event: {} },
        subject: { type: 'activity', id },
        trigger: { kind: 'rule', name: rules.closed },
      }),
    );
  }

  async function play<T>(body: object): Promise<T> {
    const answer = await fetch(`${emulator.origin}/emulator/api/play`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(await answer.text());
    return (await answer.json()) as T;
  }

  async function calls(): Promise<{
    counters: Record<string, { calls: number; byStatus: Record<string, number> }>;
  }> {
    return (await (await fetch(`${emulator.origin}/emulator/api/calls`)).json()) as Awaited<
      ReturnType<typeof calls>
    >;
  }
});

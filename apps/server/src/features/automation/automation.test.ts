import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testDatabases } from '../../../testing/databases.ts';
import { type DrivenClock, drivenClock } from '../../platform/clock/driven-clock.ts';
import { systemClock } from '../../platform/clock/system-clock.ts';
import { uuidV7 } from '../../platform/crypto/ids.ts';
import type { Database } from '../../platform/db/database.ts';
import { type BossWake, bossWake } from '../../platform/jobs/boss-wake.ts';
import { databaseLive } from '../../platform/live/database-live.ts';
import type { Log } from '../../platform/log/log.ts';
import type { ExecutingRun, WorkflowCatalogue, WorkflowOutcome } from './automation.ts';
import { createEvents, type EventDispatcher } from './events.ts';
import { createExecutor, type Executor } from './executor.ts';
import { createRuns, type RunQueue } from './runs.ts';
import { createSchedules, type Schedules } from './schedules.ts';
import { findRun } from './store.ts';

const quiet: Log = { debug() {}, info() {}, warn() {}, error() {}, child: () => quiet };
const trigger = { kind: 'system', name: 'test' } as const;

describe.each(testDatabases)('automation on $kind', ({ open }) => {
  let db: Database;
  let clock: DrivenClock;
  let wake: BossWake;
  let runs: RunQueue;
  let events: EventDispatcher;
  let schedules: Schedules;
  let executors: Executor[];
  let live: Awaited<ReturnType<typeof databaseLive>>;
  let seen: ExecutingRun[];
  let workflow: (run: ExecutingRun) => Promise<WorkflowOutcome>;

  let timeLimit = Temporal.Duration.from({ seconds: 20 });
  const catalogue: WorkflowCatalogue = {
    workflow: (_, name, version) =>
      name === 'work' && version === '1.0'
        ? {
            timeLimit,
            execute: (run) => (seen.push(run), workflow(run)),
          }
        : null,
    currentVersion: () => '1.0',
    titles: () => [{ packageId: 'p', name: 'work', title: { de: 'Arbeit tun', en: 'Do the work' } }],
    rules: () => [
      {
        packageId: 'p',
        name: 'on close',
        description: { de: '', en: '' },
        event: 'activity.closed',
        workflow: 'work',
        version: '1.0',
      },
      {
        packageId: 'p',
        name: 'by time',
        description: { de: '', en: '' },
        event: null,
        workflow: 'work',
        version: '1.0',
      },
    ],
    engineActivations: () => [
      { packageId: 'p', name: 'EA', workflows: [{ name: 'work', version: '1.0' }], localTime: '00:00' },
    ],
  };

  function executor(node: string): Executor {
    const made = createExecutor({
      db,
      clock,
      live,
      log: quiet,
      catalogue,
      node,
      concurrency: 4,
      onEnd: (tx, run, outcome) => schedules.onRunEnd(tx, run, outcome),
    });
    executors.push(made);
    return made;
  }
  const start = (over: Partial<Parameters<RunQueue['start']>[1]> = {}) =>
    db.transaction((tx) =>
      runs.start(tx, { packageId: 'p', workflow: 'work', version: '1.0', input: {}, trigger, ...over }),
    );
  async function ended(id: string, state = 'succeeded') {
    await expect.poll(async () => (await findRun(db, id))?.state, { timeout: 10_000 }).toBe(state);
    return findRun(db, id);
  }

  beforeEach(async () => {
    db = await open();
    clock = drivenClock(systemClock());
    live = await databaseLive(db);
    wake = bossWake(db, quiet);
    await wake.start();
    const newId = uuidV7(clock);
    executors = [];
    seen = [];
    workflow = async () => ({ kind: 'done', result: 'ok' });
    runs = createRuns({ db, clock, newId, wake, live });
    events = createEvents({ db, clock, newId, wake, log: quiet, runs, catalogue, listeners: [] });
    schedules = createSchedules({
      db,
      clock,
      newId,
      live,
      runs,
      catalogue,
      defaultTimeZone: 'Europe/Berlin',
    });
  });
  afterEach(async () => {
    for (const each of executors) await each.stop();
    await wake.stop();
    await live.close();
    await db.close();
  });

  test('wakes a node for what was committed, and not for what was rolled back', async () => {
    const one = executor('one');
    await wake.work('run', (id) => one.pick(id));
    await db
      .transaction(async (tx) => {
        await runs.start(tx, { packageId: 'p', workflow: 'work', version: '1.0', input: {}, trigger });
        throw new Error('no');
      })
      .catch(() => undefined);
    const row = await ended(await start());
    expect(row).toMatchObject({ result: 'ok', attempt: 1 });
    expect(seen).toHaveLength(1);
  });

  test('makes one run of one key', async () => {
    const ids = await Promise.all(Array.from({ length: 8 }, () => start({ key: 'once' })));
    expect(new Set(ids).size).toBe(1);
  });

  test('lets one of many nodes have a run', async () => {
    const id = await start();
    for (const node of ['one', 'two', 'three']) executor(node).pick(id);
    await ended(id);
    expect(seen).toHaveLength(1);
  });

  test('fails a run whose workflow is not known in its version, with the reason', async () => {
    const id = await start({ version: '0.9' });
    executor('one').pick(id);
    expect(await ended(id, 'failed')).toMatchObject({ error_code: 'workflow_unknown' });
  });

  test('ends a run that never comes to an end, at its time limit, and tells its workflow to stop', async () => {
    const usual = timeLimit;
    timeLimit = Temporal.Duration.from({ milliseconds: 200 });
    let told = false;
    workflow = (run) => {
      run.signal.addEventListener('abort', () => (told = true));
      return new Promise(() => undefined);
    };
    const id = await start();
    executor('a').pick(id);
    await expect
      .poll(() => findRun(db, id), { timeout: 20_000 })
      .toMatchObject({ state: 'failed', error_code: 'time_limit', error_values: { seconds: 0.2 } });
    expect(told).toBe(true);
    timeLimit = usual;
  });

  test('takes a run over from a node that died', async () => {
    const id = await start();
    await db.sql`update runs set state = 'running', lease_holder = 'dead', lease_until = now() - interval '1 second' where id = ${id}`;
    await runs.sweep();
    executor('one').pick(id);
    await ended(id);
  });

  test('finds a run whose wake-up was lost', async () => {
    const id = await start();
    await db.query('delete from pgboss.job');
    await db.sql`update runs set lease_until = now() - interval '1 second' where id = ${id}`;
    const one = executor('one');
    await wake.work('run', (each) => one.pick(each));
    await runs.sweep();
    await ended(id);
  });

  test('gives a run back when it is stopped in the middle', async () => {
    workflow = () => new Promise(() => undefined);
    const id = await start();
    const one = executor('one');
    one.pick(id);
    await expect.poll(() => seen.length).toBe(1);
    await one.stop();
    expect((await findRun(db, id))?.state).toBe('queued');
  });

  test('goes on with a run later, at the time it asked for', async () => {
    workflow = async (run) =>
      run.attempt === 1 ? { kind: 'again', at: clock.now().add({ hours: 1 }) } : { kind: 'done' };
    const id = await start();
    const one = executor('one');
    one.pick(id);
    await ended(id, 'waiting');
    await runs.sweep();
    expect((await findRun(db, id))?.state).toBe('waiting');
    clock.advance(Temporal.Duration.from({ minutes: 61 }));
    await runs.sweep();
    one.pick(id);
    expect(await ended(id)).toMatchObject({ attempt: 2 });
  });

  test('starts the run of a rule once, however often its event is dispatched', async () => {
    const subject = { type: 'activity', id: 'a' } as const;
    await db.transaction((tx) =>
      events.emit(tx, { type: 'activity.closed', version: 1, subject, payload: {} }),
    );
    clock.advance(Temporal.Duration.from({ seconds: 6 }));
    await events.sweep();
    await events.sweep();
    const rows = await db.sql`select trigger_name, subject_id from runs`;
    expect(rows).toEqual([{ trigger_name: 'on close', subject_id: 'a' }]);
  });

  test('does not fire a schedule before its first activation, then once per local day', async () => {
    clock.advance(Temporal.Duration.from({ hours: 48 }));
    await schedules.sweep();
    expect(await db.sql`select id from runs`).toEqual([]);
    const one = executor('one');
    const byHand = await schedules.activate('p', 'EA', '01900000-0000-7000-8000-000000000000');
    one.pick(byHand);
    await ended(byHand);
    clock.advance(Temporal.Duration.from({ hours: 24 }));
    await Promise.all([schedules.sweep(), schedules.sweep(), schedules.sweep()]);
    expect(await db.sql`select id from runs where key is not null`).toHaveLength(1);
  });

  test('catches up once after days of downtime', async () => {
    const one = executor('one');
    const byHand = await schedules.activate('p', 'EA', '01900000-0000-7000-8000-000000000000');
    one.pick(byHand);
    await ended(byHand);
    clock.advance(Temporal.Duration.from({ hours: 24 * 5 }));
    await schedules.sweep();
    await schedules.sweep();
    expect(await db.sql`select id from runs where key is not null`).toHaveLength(1);
  });

  test('merges what is asked for while a run of the same activation is going', async () => {
    const first = await schedules.activate('p', 'EA', '01900000-0000-7000-8000-000000000000');
    const second = await schedules.activate('p', 'EA', '01900000-0000-7000-8000-000000000000');
    expect(second).toBe(first);
    expect(await db.sql`select result from runs where state = 'merged'`).toEqual([
      { result: { into: first } },
    ]);
  });
});

import type { Host, RunContext, RunOutcome, Transaction } from '@fernwart/addon-kit';
import { z } from 'zod';
import { workflows } from './names.ts';
import { lockSharedRun, type Purpose, saveSharedRun } from './shared-run-store.ts';

/**
 * One long-lived run per connection and purpose. Whoever has work for it wakes it; while nothing is to be done it
 * waits or ends. Its row says in which phase it is, so that a wake-up is never lost: one that comes while the run is
 * at work is seen when it wants to lie down, and one that finds the run gone starts the next epoch.
 */
const workflowOf = { poll: workflows.pollSessions, reports: workflows.gatherReports } as const;

/** Sees to it that the run works at this instant at the latest. */
export async function wakeSharedRun(
  tx: Transaction,
  configurationId: string,
  purpose: Purpose,
  at: Temporal.Instant,
  now: Temporal.Instant,
): Promise<void> {
  const run = await lockSharedRun(tx.sql, configurationId, purpose, now);
  const wakeAt = run.wakeAt === null ? at : earlier(run.wakeAt, at);
  const save = (epoch: number, phase: 'starting' | 'working' | 'waiting') =>
    saveSharedRun(tx.sql, configurationId, purpose, { epoch, phase, wakeAt }, now);
  if (run.phase === 'working' || run.phase === 'starting') return save(run.epoch, run.phase);
  if (
    run.phase === 'waiting' &&
    (await tx.bringForward(keyOf(configurationId, purpose, run.epoch), wakeAt))
  ) {
    return save(run.epoch, 'waiting');
  }
  return startEpoch(tx, configurationId, purpose, run.epoch + 1, wakeAt, now);
}

/** Replaces a run that shows no sign of life any more. */
export async function replaceSharedRun(
  tx: Transaction,
  configurationId: string,
  purpose: Purpose,
  now: Temporal.Instant,
): Promise<void> {
  const run = await lockSharedRun(tx.sql, configurationId, purpose, now);
  await startEpoch(tx, configurationId, purpose, run.epoch + 1, now, now);
}

const inputSchema = z.object({ configuration: z.string(), epoch: z.number() });

/** What a shared run does when it is awake: works, and answers when there is more to do, or null. */
export type SharedWork = (configurationId: string) => Promise<Temporal.Instant | null>;

/** The workflow around the work: takes the phase, works, and lies down only if nobody has asked for more meanwhile. */
export async function executeSharedRun(
  run: RunContext,
  host: Host,
  purpose: Purpose,
  work: SharedWork,
): Promise<RunOutcome> {
  const input = inputSchema.parse(run.input);
  const now = () => host.clock.now();
  const begin = () =>
    host.transaction(async (tx) => {
      const row = await lockSharedRun(tx.sql, input.configuration, purpose, now());
      if (row.epoch !== input.epoch) return false;
      await saveSharedRun(
        tx.sql,
        input.configuration,
        purpose,
        { epoch: row.epoch, phase: 'working', wakeAt: null },
        now(),
      );
      return true;
    });
  const lieDown = (next: Temporal.Instant | null) =>
    host.transaction(async (tx): Promise<RunOutcome | 'work'> => {
      const row = await lockSharedRun(tx.sql, input.configuration, purpose, now());
      if (row.epoch !== input.epoch) return { kind: 'done', result: { replaced: true } };
      const at = next === null ? row.wakeAt : row.wakeAt === null ? next : earlier(next, row.wakeAt);
      if (at !== null && row.wakeAt !== null && Temporal.Instant.compare(at, now()) <= 0) return 'work';
      const phase = at === null ? 'idle' : 'waiting';
      await saveSharedRun(
        tx.sql,
        input.configuration,
        purpose,
        { epoch: row.epoch, phase, wakeAt: at },
        now(),
      );
      return at === null ? { kind: 'done' } : { kind: 'again', at };
    });

  for (;;) {
    if (!(await begin())) return { kind: 'done', result: { replaced: true } };
    const outcome = await lieDown(await work(input.configuration));
    if (outcome !== 'work') return outcome;
    if (run.signal.aborted) return { kind: 'again', at: now() };
  }
}

async function startEpoch(
  tx: Transaction,
  configurationId: string,
  purpose: Purpose,
  epoch: number,
  dueAt: Temporal.Instant,
  now: Temporal.Instant,
): Promise<void> {
  const phase = Temporal.Instant.compare(dueAt, now) <= 0 ? 'starting' : 'waiting';
  await saveSharedRun(tx.sql, configurationId, purpose, { epoch, phase, wakeAt: dueAt }, now);
  await tx.run({
    workflow: workflowOf[purpose],
    input: { configuration: configurationId, epoch },
    key: keyOf(configurationId, purpose, epoch),
    subject: { type: 'configuration', id: configurationId },
    dueAt,
    trigger: { kind: 'system', name: purpose },
  });
}

function keyOf(configurationId: string, purpose: Purpose, epoch: number): string {
  return `${purpose}:${configurationId}:${epoch}`;
}

function earlier(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) <= 0 ? a : b;
}

import type { Clock } from '../../platform/clock/clock.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import { databaseAway } from '../../platform/db/database-away.ts';
import { Problem } from '../../platform/http/problem.ts';
import type { Live } from '../../platform/live/live.ts';
import type { Log } from '../../platform/log/log.ts';
import { withTrace } from '../../platform/log/trace.ts';
import type { ExecutingRun, WorkflowCatalogue, WorkflowOutcome } from './automation.ts';
import { appendRunLog, claimRun, finishRun, type RunRow, releaseRun, renewLease } from './store.ts';

const renewEvery = Temporal.Duration.from({ seconds: 5 });

export interface Executor {
  /** Executes the run if it is still to be had; returns at once. */
  pick(id: string): void;
  /** Whether a run that is picked now would begin at once. */
  hasRoom(): boolean;
  /** Aborts what is going and gives it back unfinished. */
  stop(): Promise<void>;
}

interface Deps {
  readonly db: Database;
  readonly clock: Clock;
  readonly live: Live;
  readonly log: Log;
  readonly catalogue: WorkflowCatalogue;
  /** Names this node in leases. */
  readonly node: string;
  readonly concurrency: number;
  /** Goes on with what follows a run, in the transaction that ends it. */
  readonly onEnd: (tx: Tx, run: RunRow, outcome: WorkflowOutcome) => Promise<void>;
}

export function createExecutor(deps: Deps): Executor {
  const { db, clock, live, log, catalogue, node } = deps;
  const stopping = new AbortController();
  const going = new Set<Promise<void>>();
  const waiting: string[] = [];

  function pick(id: string): void {
    if (stopping.signal.aborted) return;
    if (going.size >= deps.concurrency) {
      waiting.push(id);
      return;
    }
    const work = executeClaimed(id)
      .catch((error: unknown) => log.error('executing a run failed', { run: id, error }))
      .finally(() => {
        going.delete(work);
        const next = waiting.shift();
        if (next !== undefined) pick(next);
      });
    going.add(work);
  }

  async function executeClaimed(id: string): Promise<void> {
    const run = await db.transaction(async (tx) => {
      const claimed = await claimRun(tx, id, node, clock.now());
      if (claimed) await touchIn(tx, claimed);
      return claimed;
    });
    if (!run) return;
    const requestId = run.request_id ?? undefined;
    await withTrace({ run: run.id, requestId }, () => carryOut(run));
  }

  async function carryOut(run: RunRow): Promise<void> {
    log.info('A run begins', { workflow: run.workflow, attempt: run.attempt });
    const outcome = await execute(run);
    if (stopping.signal.aborted && outcome === null) {
      await releaseRun(db, run.id, node);
      return;
    }
    if (outcome) await end(run, outcome);
  }

  /** Null: the work was cut short by stopping, or the lease went to another node. */
  async function execute(run: RunRow): Promise<WorkflowOutcome | null> {
    const workflow = catalogue.workflow(run.package_id, run.workflow, run.version);
    if (!workflow) {
      return {
        kind: 'failed',
        code: 'workflow_unknown',
        text: `There is no workflow ${run.workflow} in version ${run.version} here.`,
        values: { workflow: run.workflow, version: run.version },
      };
    }
    const lost = new AbortController();
    const done = new AbortController();
    const timeLimit = AbortSignal.timeout(workflow.timeLimit.total('milliseconds'));
    const signal = AbortSignal.any([stopping.signal, lost.signal, timeLimit]);
    void keepLease(run.id, lost, done.signal);
    try {
      return await Promise.race([workflow.execute(executing(run, signal)), rejectOn(signal)]);
    } catch (error) {
      if (stopping.signal.aborted || lost.signal.aborted) return null;
      if (timeLimit.aborted)
        return {
          kind: 'failed',
          code: 'time_limit',
          text: `The workflow took longer than ${workflow.timeLimit.toString()}.`,
          values: { seconds: workflow.timeLimit.total('seconds') },
        };
      if (databaseAway(error)) {
        // What the run did is in the database or it is not; whoever takes it over finds out.
        log.warn('a run was interrupted: the database was away', {
          run: run.id,
          workflow: run.workflow,
          error,
        });
        return null;
      }
      log.error('a workflow threw', { run: run.id, workflow: run.workflow, error });
      return {
        kind: 'failed',
        code: codeOf(error),
        text: error instanceof Error ? error.message : String(error),
        ...(error instanceof Problem ? { values: {} } : {}),
      };
    } finally {
      done.abort();
    }
  }

  async function keepLease(id: string, lost: AbortController, done: AbortSignal): Promise<void> {
    // Real time, not the injected clock's: the lease is told in the database's time.
    while (!done.aborted) {
      await realSleep(renewEvery, done);
      if (done.aborted) return;
      const kept = await renewLease(db, id, node).catch(() => null);
      if (kept === false) lost.abort();
    }
  }

  function executing(run: RunRow, signal: AbortSignal): ExecutingRun {
    return {
      id: run.id,
      workflow: run.workflow,
      version: run.version,
      input: run.input,
      subject:
        run.subject_type && run.subject_id
          ? ({ type: run.subject_type, id: run.subject_id } as ExecutingRun['subject'])
          : null,
      trigger: { kind: run.trigger_kind, name: run.trigger_name, personId: run.person_id },
      attempt: run.attempt,
      signal,
      log: (level, text) =>
        db.transaction(async (tx) => {
          await appendRunLog(tx, run.id, clock.now(), level, text);
          await live.touch(tx, `run:${run.id}`);
        }),
    };
  }

  async function end(run: RunRow, outcome: WorkflowOutcome): Promise<void> {
    await db.transaction(async (tx) => {
      const mine = await finishRun(tx, run.id, node, outcome, clock.now());
      if (!mine) return;
      if (outcome.kind !== 'again') await deps.onEnd(tx, run, outcome);
      await touchIn(tx, run);
    });
  }

  async function touchIn(tx: Tx, run: RunRow): Promise<void> {
    await live.touch(tx, `run:${run.id}`);
    await live.touch(tx, 'runs');
    if (run.subject_type && run.subject_id) await live.touch(tx, `${run.subject_type}:${run.subject_id}`);
  }

  return {
    pick,
    hasRoom: () => !stopping.signal.aborted && going.size < deps.concurrency,
    async stop() {
      waiting.length = 0;
      stopping.abort(new Error('the server is stopping'));
      await Promise.allSettled(going);
    },
  };
}

function rejectOn(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const fail = () => reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail, { once: true });
  });
}

function realSleep(duration: Temporal.Duration, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, duration.total('milliseconds'));
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'unexpected';
}

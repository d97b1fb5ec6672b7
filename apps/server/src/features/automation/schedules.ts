import type { Clock } from '../../platform/clock/clock.ts';
import type { NewId } from '../../platform/crypto/ids.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import { Problem } from '../../platform/http/problem.ts';
import type { Live } from '../../platform/live/live.ts';
import type { Runs, StartRun, WorkflowCatalogue, WorkflowOutcome } from './automation.ts';
import { lastDueDay, nextOccurrence } from './schedule.ts';
import { lockDueSchedules, lockSchedule, type ScheduleRow, saveSchedule } from './schedule-store.ts';
import { findGoingRun, insertMergedRun, type RunRow } from './store.ts';

type Activation = ReturnType<WorkflowCatalogue['engineActivations']>[number];

export interface Schedules {
  /** Runs it now; the first time this also starts its daily schedule (acceptance 52). Answers the run. */
  activate(packageId: string, name: string, personId: string): Promise<string>;
  change(
    packageId: string,
    name: string,
    change: { localTime?: string | undefined; timeZone?: string | undefined; paused?: boolean | undefined },
  ): Promise<void>;
  /** Fires what is due. */
  sweep(): Promise<void>;
  /** Starts the next workflow of the sequence when one of its runs has succeeded. */
  onRunEnd(tx: Tx, run: RunRow, outcome: WorkflowOutcome): Promise<void>;
}

export function createSchedules(deps: {
  db: Database;
  clock: Clock;
  newId: NewId;
  live: Live;
  runs: Runs;
  catalogue: WorkflowCatalogue;
  /** The zone that a schedule has until an administrator sets another one. */
  defaultTimeZone: string;
}): Schedules {
  const { db, clock, newId, live, runs, catalogue } = deps;

  function find(packageId: string, name: string): Activation | undefined {
    return catalogue.engineActivations().find((each) => each.packageId === packageId && each.name === name);
  }
  function need(packageId: string, name: string): Activation {
    const activation = find(packageId, name);
    if (!activation) throw new Problem('not_found');
    return activation;
  }
  function untouched(activation: Activation): ScheduleRow {
    return {
      package_id: activation.packageId,
      name: activation.name,
      local_time: activation.localTime,
      time_zone: deps.defaultTimeZone,
      state: 'active',
      next_run_at: null,
    };
  }

  /** One run at a time: whatever else is asked for meanwhile is merged into it and recorded as such. */
  async function startOrMerge(
    tx: Tx,
    activation: Activation,
    key: string | undefined,
    personId: string | null,
  ): Promise<string> {
    const first = activation.workflows[0];
    if (!first) throw new Error(`engine activation ${activation.name} has no workflow`);
    const run: StartRun = {
      packageId: activation.packageId,
      workflow: first.name,
      version: first.version,
      input: {},
      trigger: { kind: 'schedule', name: activation.name, personId },
      ...(key === undefined ? {} : { key }),
    };
    const going = await findGoingRun(tx, activation.packageId, activation.name);
    if (!going) return runs.start(tx, run);
    await insertMergedRun(tx, newId(), run, going, clock.now());
    await live.touch(tx, 'runs');
    return going;
  }

  return {
    activate: (packageId, name, personId) =>
      db.transaction(async (tx) => {
        const activation = need(packageId, name);
        const row = await lockSchedule(tx, packageId, name);
        if (!isActivated(row)) {
          const created = row ?? untouched(activation);
          await saveSchedule(
            tx,
            { ...created, next_run_at: nextOccurrence(rule(created), clock.now()) },
            clock.now(),
          );
        }
        return startOrMerge(tx, activation, undefined, personId);
      }),

    change: (packageId, name, change) =>
      db.transaction(async (tx) => {
        const activation = need(packageId, name);
        const before = await lockSchedule(tx, packageId, name);
        const after: ScheduleRow = {
          ...(before ?? untouched(activation)),
          ...(change.localTime === undefined ? {} : { local_time: change.localTime }),
          ...(change.timeZone === undefined ? {} : { time_zone: change.timeZone }),
          ...(change.paused === undefined
            ? {}
            : { state: change.paused ? ('paused' as const) : ('active' as const) }),
        };
        // Before the first activation by hand there is a time, but nothing fires.
        const saved = isActivated(before)
          ? {
              ...after,
              next_run_at: after.state === 'active' ? nextOccurrence(rule(after), clock.now()) : null,
            }
          : { ...after, state: 'active' as const };
        await saveSchedule(tx, saved, clock.now());
        await live.touch(tx, 'runs');
      }),

    async sweep() {
      await db.transaction(async (tx) => {
        const now = clock.now();
        for (const row of await lockDueSchedules(tx, now)) {
          const activation = find(row.package_id, row.name);
          const day = lastDueDay(rule(row), now);
          if (activation) await startOrMerge(tx, activation, `schedule:${row.name}:${day.toString()}`, null);
          await saveSchedule(tx, { ...row, next_run_at: nextOccurrence(rule(row), now) }, now);
        }
      });
    },

    async onRunEnd(tx, run, outcome) {
      if (run.trigger_kind !== 'schedule' || run.package_id === null || outcome.kind !== 'done') return;
      const activation = find(run.package_id, run.trigger_name);
      const index = activation?.workflows.findIndex((workflow) => workflow.name === run.workflow) ?? -1;
      const next = index < 0 ? undefined : activation?.workflows[index + 1];
      if (!next) return;
      await runs.start(tx, {
        packageId: run.package_id,
        workflow: next.name,
        version: next.version,
        key: `after:${run.id}`,
        input: {},
        trigger: { kind: 'schedule', name: run.trigger_name, personId: run.person_id },
      });
    },
  };
}

/** A schedule fires from its first activation by hand on (acceptance 52). */
export function isActivated(row: ScheduleRow | null): row is ScheduleRow {
  return row !== null && (row.next_run_at !== null || row.state === 'paused');
}

function rule(row: ScheduleRow) {
  return { localTime: row.local_time, timeZone: row.time_zone };
}

import type { Clock } from '../../platform/clock/clock.ts';
import type { NewId } from '../../platform/crypto/ids.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Wake } from '../../platform/jobs/wake.ts';
import type { Live } from '../../platform/live/live.ts';
import type { Runs } from './automation.ts';
import { bringForward, findRunByKey, insertRun, queueDueRuns, queueStrandedRuns } from './store.ts';

const batch = 200;

export interface RunQueue extends Runs {
  /** Picks up what is due and what was left behind; called every second on every node. */
  sweep(): Promise<void>;
}

export function createRuns(deps: {
  db: Database;
  clock: Clock;
  newId: NewId;
  wake: Wake;
  live: Live;
}): RunQueue {
  const { db, clock, newId, wake, live } = deps;
  return {
    async start(tx, run) {
      const inserted = await insertRun(tx, newId(), run, clock.now());
      if (!inserted) {
        const existing = run.key === undefined ? null : await findRunByKey(tx, run.packageId, run.key);
        if (existing === null) throw new Error('a run was neither made nor there already');
        return existing;
      }
      if (inserted.isDue) await wake.send(tx, 'run', inserted.id);
      await live.touch(tx, 'runs');
      return inserted.id;
    },
    async bringForward(tx, packageId, key, dueAt) {
      return (await bringForward(tx, packageId, key, dueAt)) !== null;
    },
    async sweep() {
      await db.transaction(async (tx) => {
        const ids = [
          ...(await queueDueRuns(tx, clock.now(), batch)),
          ...(await queueStrandedRuns(tx, batch)),
        ];
        for (const id of ids) await wake.send(tx, 'run', id);
      });
    },
  };
}

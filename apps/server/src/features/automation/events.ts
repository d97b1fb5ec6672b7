import type { Clock } from '../../platform/clock/clock.ts';
import type { NewId } from '../../platform/crypto/ids.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import type { Wake } from '../../platform/jobs/wake.ts';
import type { Log } from '../../platform/log/log.ts';
import type { DomainEvent, Events, Runs, WorkflowCatalogue } from './automation.ts';
import {
  type EventRow,
  findUndispatchedEvents,
  insertEvent,
  lockUndispatchedEvent,
  markDispatched,
} from './event-store.ts';

const overdueAfter = Temporal.Duration.from({ seconds: 5 });

/** The desk's own reaction to an event, beside the packages' rules; runs in the dispatching transaction. */
export type EventListener = (
  tx: Tx,
  event: DomainEvent & { id: string; at: Temporal.Instant },
) => Promise<void>;

export interface EventDispatcher extends Events {
  /** Starts the runs that hang on the event, once, on whichever node; returns at once. */
  dispatch(id: string): void;
  sweep(): Promise<void>;
}

export function createEvents(deps: {
  db: Database;
  clock: Clock;
  newId: NewId;
  wake: Wake;
  log: Log;
  runs: Runs;
  catalogue: WorkflowCatalogue;
  listeners: readonly EventListener[];
}): EventDispatcher {
  const { db, clock, newId, wake, log, runs, catalogue, listeners } = deps;

  async function dispatchOnce(id: string): Promise<void> {
    await db.transaction(async (tx) => {
      const row = await lockUndispatchedEvent(tx, id);
      if (!row) return;
      const event = present(row);
      for (const rule of catalogue.rules()) {
        if (rule.event !== event.type) continue;
        await runs.start(tx, {
          packageId: rule.packageId,
          workflow: rule.workflow,
          version: rule.version,
          key: `rule:${rule.name}:${id}`,
          input: {
            event: {
              id,
              type: event.type,
              version: event.version,
              payload: event.payload,
              at: event.at.toString(),
            },
          },
          trigger: { kind: 'rule', name: rule.name },
          subject: event.subject,
        });
      }
      for (const listener of listeners) await listener(tx, event);
      await markDispatched(tx, id, clock.now());
    });
  }

  return {
    async emit(tx, event) {
      const id = newId();
      await insertEvent(tx, id, event, clock.now());
      await wake.send(tx, 'event', id);
    },
    dispatch(id) {
      dispatchOnce(id).catch((error: unknown) =>
        log.error('dispatching an event failed', { event: id, error }),
      );
    },
    async sweep() {
      for (const id of await findUndispatchedEvents(db, clock.now().subtract(overdueAfter), 100))
        await dispatchOnce(id);
    },
  };
}

function present(row: EventRow): DomainEvent & { id: string; at: Temporal.Instant } {
  return {
    id: row.id,
    type: row.type,
    version: row.version,
    subject: { type: row.subject_type, id: row.subject_id },
    payload: row.payload,
    at: row.at,
  };
}

import type { Tx } from '../db/database.ts';

export type WakeQueue = 'run' | 'event' | 'mail';

/**
 * Carries "now" and nothing else (ADR 0003): the payload is the id of a row in our own tables, what it starts is
 * idempotent, and every queue is also swept, so that a lost wake-up costs time, never work.
 */
export interface Wake {
  /** Wakes a node once the transaction is durable. */
  send(tx: Tx, queue: WakeQueue, id: string): Promise<void>;
  /** Calls `handle` for each id; it must not throw and not wait. Without room, ids that are new go to any node. */
  work(queue: WakeQueue, handle: (id: string) => void, hasRoom?: () => boolean): Promise<void>;
}

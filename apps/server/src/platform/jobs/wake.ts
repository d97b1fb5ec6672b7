import type { Tx } from '../db/database.ts';

/**
 * Carries "now" and nothing else (ADR 0003): the payload is the id of a row in our own tables, handlers are idempotent,
 * and every queue is also swept, so that a lost wake-up costs time, never work.
 */
export interface Wake {
  send(tx: Tx, queue: WakeQueue, id: string): Promise<void>;
  /** Calls `handler` for each id; its errors are logged. */
  work(queue: WakeQueue, concurrency: number, handler: (id: string) => Promise<void>): Promise<void>;
}
export type WakeQueue = 'run' | 'event' | 'mail';

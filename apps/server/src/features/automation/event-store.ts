import type { Executor, Tx } from '../../platform/db/database.ts';
import type { DomainEvent } from './automation.ts';

export interface EventRow {
  id: string;
  type: string;
  version: number;
  subject_type: DomainEvent['subject']['type'];
  subject_id: string;
  payload: Record<string, unknown>;
  at: Temporal.Instant;
}

export async function insertEvent(
  tx: Tx,
  id: string,
  event: DomainEvent,
  at: Temporal.Instant,
): Promise<void> {
  await tx.sql`
    insert into events (id, type, version, subject_type, subject_id, payload, at)
    values (${id}, ${event.type}, ${event.version}, ${event.subject.type}, ${event.subject.id}, ${JSON.stringify(event.payload)}::jsonb, ${at})`;
}

/** Null when another node has it, or it was dispatched before. */
export async function lockUndispatchedEvent(tx: Tx, id: string): Promise<EventRow | null> {
  const [row] = await tx.sql<EventRow>`
    select * from events where id = ${id} and dispatched_at is null for update skip locked`;
  return row ?? null;
}

export async function markDispatched(tx: Tx, id: string, at: Temporal.Instant): Promise<void> {
  await tx.sql`update events set dispatched_at = ${at} where id = ${id}`;
}

/** By row, never by "ids greater than the last one": late commits would be lost. */
export async function findUndispatchedEvents(
  on: Executor,
  olderThan: Temporal.Instant,
  limit: number,
): Promise<string[]> {
  const rows = await on.sql<{ id: string }>`
    select id from events where dispatched_at is null and at < ${olderThan} order by at limit ${limit}`;
  return rows.map((row) => row.id);
}

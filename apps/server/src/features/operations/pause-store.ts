import type { Executor, Tx } from '../../platform/db/database.ts';

/** Why nothing leaves this system: it was restored by command, it woke up elsewhere than before, or somebody said so. */
export type PauseReason = 'restored' | 'copied' | 'by_hand';

export interface PauseState {
  readonly since: Temporal.Instant;
  readonly reason: PauseReason;
}

/** Whoever claims a run of a package or a mail looks at this row in the same statement. */
export async function insertPause(tx: Tx, reason: PauseReason, at: Temporal.Instant): Promise<boolean> {
  const rows = await tx.sql`
    insert into settings (name, value, updated_at) values ('paused', ${JSON.stringify({ reason })}::jsonb, ${at})
    on conflict (name) do nothing returning name`;
  return rows.length > 0;
}

export async function findPause(on: Executor): Promise<PauseState | null> {
  const [row] = await on.sql<{ reason: PauseReason; since: Temporal.Instant }>`
    select value->>'reason' as reason, updated_at as since from settings where name = 'paused'`;
  return row ?? null;
}

/** False when nothing was paused. */
export async function deletePause(tx: Tx): Promise<boolean> {
  return (await tx.sql`delete from settings where name = 'paused' returning name`).length > 0;
}

/** Where the database lived when it was last opened; null for one that never was. Others that start wait. */
export async function lockHome(tx: Tx): Promise<string[] | null> {
  await tx.sql`lock table settings in share row exclusive mode`;
  const [row] = await tx.sql<{ marks: string[] }>`
    select value->'marks' as marks from settings where name = 'home'`;
  return row?.marks ?? null;
}

export async function saveHome(tx: Tx, marks: readonly string[], at: Temporal.Instant): Promise<void> {
  await tx.sql`
    insert into settings (name, value, updated_at) values ('home', ${JSON.stringify({ marks })}::jsonb, ${at})
    on conflict (name) do update set value = excluded.value, updated_at = excluded.updated_at`;
}

export async function forgetHome(tx: Tx): Promise<void> {
  await tx.sql`delete from settings where name = 'home'`;
}

export async function countQueuedMails(on: Executor): Promise<number> {
  const [row] = await on.sql<{ count: number }>`select count(*) as count from mails where state = 'queued'`;
  return row?.count ?? 0;
}

/** Mails that wait in the outbox are not sent any more; answers how many they were. */
export async function discardMails(tx: Tx, at: Temporal.Instant): Promise<number> {
  const rows = await tx.sql`
    update mails set state = 'refused', last_error = 'discarded when the copy was resumed', finished_at = ${at},
      lease_holder = null, lease_until = null
    where state = 'queued' returning id`;
  return rows.length;
}

import type { Executor, Tx } from '../db/database.ts';

export interface SealingKey {
  readonly id: string;
  readonly checkValue: string;
  /** Set for the one that seals; for the others, null. */
  readonly sealsSince: Temporal.Instant | null;
}

/** Others that change them at the same time wait: whoever comes second sees what the first one wrote. */
export async function lockSealingKeys(tx: Tx): Promise<void> {
  await tx.sql`lock table sealing_keys in exclusive mode`;
}

/** Keys under which something may be sealed. */
export function listSealingKeys(on: Executor): Promise<SealingKey[]> {
  return on.sql<SealingKey>`
    select id, check_value as "checkValue", seals_since as "sealsSince" from sealing_keys
    where retired_at is null order by created_at`;
}

export async function isRetired(on: Executor, id: string): Promise<boolean> {
  const rows = await on.sql`select 1 from sealing_keys where id = ${id} and retired_at is not null`;
  return rows.length > 0;
}

/** From now on this one seals. */
export async function addSealingKey(
  tx: Tx,
  key: { readonly id: string; readonly checkValue: string },
  at: Temporal.Instant,
): Promise<void> {
  await tx.sql`update sealing_keys set seals_since = null`;
  await tx.sql`
    insert into sealing_keys (id, check_value, created_at, seals_since)
    values (${key.id}, ${key.checkValue}, ${at}, now())`;
}

/** Whether this key has been sealing for that long, in the database's own time. */
export async function hasSealedFor(on: Executor, id: string, seconds: number): Promise<boolean> {
  const rows = await on.sql`
    select 1 from sealing_keys where id = ${id} and seals_since <= now() - make_interval(secs => ${seconds})`;
  return rows.length > 0;
}

export async function retireSealingKeys(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.sql`update sealing_keys set retired_at = now() where id = any(${ids}::text[])`;
}

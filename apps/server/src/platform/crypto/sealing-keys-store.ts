import type { Executor, Tx } from '../db/database.ts';

export interface SealingKey {
  readonly id: string;
  readonly checkValue: string;
}

/** Others that start at the same time wait: whoever comes second sees the first one's key. */
export async function lockSealingKeys(tx: Tx): Promise<void> {
  await tx.sql`lock table sealing_keys in exclusive mode`;
}

export function listSealingKeys(on: Executor): Promise<SealingKey[]> {
  return on.sql<SealingKey>`select id, check_value as "checkValue" from sealing_keys order by created_at`;
}

export async function addSealingKey(tx: Tx, key: SealingKey, at: Temporal.Instant): Promise<void> {
  await tx.sql`insert into sealing_keys (id, check_value, created_at) values (${key.id}, ${key.checkValue}, ${at})`;
}

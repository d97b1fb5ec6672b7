import type { Executor, Tx } from '../../platform/db/database.ts';

export interface ListedSignIn {
  id: string;
  created_at: Temporal.Instant;
  seen_at: Temporal.Instant;
  expires_at: Temporal.Instant;
  address: string | null;
  user_agent: string | null;
}

export async function listSignIns(
  on: Executor,
  personId: string,
  now: Temporal.Instant,
): Promise<ListedSignIn[]> {
  return on.sql<ListedSignIn>`
    select id, created_at, seen_at, expires_at, address, user_agent from sign_ins
    where person_id = ${personId}::uuid and expires_at > ${now} order by seen_at desc, id desc limit 200`;
}

/** Answers how many ended. */
export async function endSignIn(tx: Tx, personId: string, id: string): Promise<number> {
  const rows = await tx.sql`
    delete from sign_ins where person_id = ${personId}::uuid and id = ${id}::uuid returning id`;
  return rows.length;
}

/** Answers how many ended. */
export async function endOtherSignIns(tx: Tx, personId: string, kept: string): Promise<number> {
  const rows = await tx.sql`
    delete from sign_ins where person_id = ${personId}::uuid and id <> ${kept}::uuid returning id`;
  return rows.length;
}

import type { Role } from '@fernwart/contract';
import { type Executor, fragment, type Tx } from '../../platform/db/database.ts';
import { storableText } from '../../platform/db/storable-text.ts';
import type { Cursor } from '../../platform/http/keyset-cursor.ts';
import type { SignInRow } from './sign-in-store.ts';

export interface ApiTokenRow {
  id: string;
  name: string;
  person_id: string;
  person_name: string;
  roles: Role[];
  created_at: Temporal.Instant;
  expires_at: Temporal.Instant;
  last_used_at: Temporal.Instant | null;
  last_address: string | null;
}

/** Who stands behind a token, with those of its roles that he or she still has: nobody once it expired or was revoked. */
export async function findTokenOwner(
  on: Executor,
  tokenHash: string,
  now: Temporal.Instant,
): Promise<(Omit<SignInRow, 'seen_at' | 'check_at'> & { seen_at: Temporal.Instant | null }) | null> {
  const [row] = await on.sql<SignInRow>`
    select t.id as sign_in_id, t.last_used_at as seen_at, p.id, p.name, p.email, p.language, p.time_zone,
      coalesce((select jsonb_agg(r.role) from person_roles r where r.person_id = p.id and t.roles ? r.role), '[]') as roles,
      coalesce((select jsonb_agg(m.team_id) from team_members m where m.person_id = p.id), '[]') as team_ids
    from api_tokens t join people p on p.id = t.person_id
    where t.token_hash = ${tokenHash} and t.expires_at > ${now} and p.active`;
  return row ?? null;
}

export async function markUsed(
  on: Executor,
  tokenHash: string,
  now: Temporal.Instant,
  address: string,
): Promise<void> {
  await on.sql`
    update api_tokens set last_used_at = ${now}, last_address = ${address} where token_hash = ${tokenHash}`;
}

export async function insertToken(
  tx: Tx,
  token: {
    id: string;
    tokenHash: string;
    personId: string;
    name: string;
    roles: readonly Role[];
    expiresAt: Temporal.Instant;
  },
  now: Temporal.Instant,
): Promise<void> {
  await tx.sql`
    insert into api_tokens (id, token_hash, person_id, name, roles, created_at, expires_at)
    values (${token.id}, ${token.tokenHash}, ${token.personId}, ${storableText(token.name)},
      ${JSON.stringify(token.roles)}::jsonb, ${now}, ${token.expiresAt})`;
}

/** Newest first; `of` null: everybody's. */
export async function listTokens(
  on: Executor,
  of: string | null,
  after: Cursor | null,
  limit: number,
): Promise<{ token: ApiTokenRow; cursor: Cursor }[]> {
  const owned = of === null ? fragment`` : fragment`and t.person_id = ${of}::uuid`;
  const start = after
    ? fragment`and (t.created_at, t.id) < (${after.key}::timestamptz, ${after.id}::uuid)`
    : fragment``;
  const rows = await on.sql<ApiTokenRow & { sort_key: string }>`
    select t.id, t.name, t.person_id, p.name as person_name, t.roles, t.created_at, t.expires_at, t.last_used_at,
      t.last_address, to_char(t.created_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') || '+00' as sort_key
    from api_tokens t join people p on p.id = t.person_id
    where true ${owned} ${start} order by t.created_at desc, t.id desc limit ${limit}::int`;
  return rows.map((row) => ({ token: row, cursor: { key: row.sort_key, id: row.id } }));
}

export async function findToken(
  on: Executor,
  id: string,
): Promise<{ person_id: string; name: string } | null> {
  const [row] = await on.sql<{ person_id: string; name: string }>`
    select person_id, name from api_tokens where id = ${id}::uuid`;
  return row ?? null;
}

/** Answers false when it was gone already. */
export async function deleteToken(tx: Tx, id: string): Promise<boolean> {
  return (await tx.sql`delete from api_tokens where id = ${id}::uuid returning id`).length > 0;
}

export async function deleteTokensOf(tx: Tx, personId: string): Promise<void> {
  await tx.sql`delete from api_tokens where person_id = ${personId}::uuid`;
}

import type { Language, Role } from '@fernwart/contract';
import type { Executor, Tx } from '../../platform/db/database.ts';
import { storableText } from '../../platform/db/storable-text.ts';

export interface SignInRow {
  sign_in_id: string;
  id: string;
  name: string;
  email: string | null;
  language: Language;
  time_zone: string;
  roles: Role[];
  team_ids: string[];
  seen_at: Temporal.Instant;
  /** When the provider that vouches for it is asked again; null for a sign-in by password. */
  check_at: Temporal.Instant | null;
}

/** Who stands behind a token: nobody once it has expired, was ended, or the person was disabled. */
export async function findSignIn(
  on: Executor,
  tokenHash: string,
  now: Temporal.Instant,
): Promise<SignInRow | null> {
  const [row] = await on.sql<SignInRow>`
    select s.id as sign_in_id, s.seen_at, s.check_at, p.id, p.name, p.email, p.language, p.time_zone,
      coalesce((select jsonb_agg(r.role) from person_roles r where r.person_id = p.id), '[]') as roles,
      coalesce((select jsonb_agg(m.team_id) from team_members m where m.person_id = p.id), '[]') as team_ids
    from sign_ins s join people p on p.id = s.person_id
    where s.token_hash = ${tokenHash} and s.expires_at > ${now} and p.active`;
  return row ?? null;
}

export async function insertSignIn(
  tx: Tx,
  signIn: {
    id: string;
    tokenHash: string;
    personId: string;
    address: string;
    userAgent: string | null;
    expiresAt: Temporal.Instant;
  },
  now: Temporal.Instant,
): Promise<void> {
  await tx.sql`
    insert into sign_ins (token_hash, id, person_id, created_at, seen_at, expires_at, address, user_agent)
    values (${signIn.tokenHash}, ${signIn.id}, ${signIn.personId}, ${now}, ${now}, ${signIn.expiresAt}, ${signIn.address},
      ${signIn.userAgent === null ? null : storableText(signIn.userAgent)})`;
}

export async function markSeen(
  on: Executor,
  tokenHash: string,
  now: Temporal.Instant,
  expiresAt: Temporal.Instant,
): Promise<void> {
  await on.sql`
    update sign_ins set seen_at = ${now}, expires_at = case when issuer is not null and refresh_sealed is null
      then expires_at else least(${expiresAt}, created_at + interval '7 days') end
    where token_hash = ${tokenHash}`;
}

/** Answers whose sign-in it was. */
export async function deleteSignIn(tx: Tx, tokenHash: string): Promise<{ id: string; name: string } | null> {
  const [row] = await tx.sql<{ id: string; name: string }>`
    delete from sign_ins s using people p where s.token_hash = ${tokenHash} and p.id = s.person_id
    returning p.id, p.name`;
  return row ?? null;
}

export async function deleteSignInsOf(tx: Tx, personId: string): Promise<void> {
  await tx.sql`delete from sign_ins where person_id = ${personId}::uuid`;
}

export async function hasAdministrator(on: Executor): Promise<boolean> {
  const rows = await on.sql`
    select from person_roles r join people p on p.id = r.person_id where r.role = 'administrator' and p.active limit 1`;
  return rows.length > 0;
}

export async function replaceFirstAdministratorLink(
  tx: Tx,
  tokenHash: string,
  expiresAt: Temporal.Instant,
): Promise<void> {
  await tx.sql`delete from one_time_links where purpose = 'first_administrator'`;
  await tx.sql`
    insert into one_time_links (token_hash, purpose, expires_at) values (${tokenHash}, 'first_administrator', ${expiresAt})`;
}

export async function firstAdministratorLinkIsOpen(
  on: Executor,
  tokenHash: string,
  now: Temporal.Instant,
): Promise<boolean> {
  const rows = await on.sql`
    select from one_time_links
    where token_hash = ${tokenHash} and purpose = 'first_administrator' and used_at is null and expires_at > ${now}`;
  return rows.length > 0;
}

/** Answers false when somebody was faster. */
export async function useFirstAdministratorLink(
  tx: Tx,
  tokenHash: string,
  now: Temporal.Instant,
): Promise<boolean> {
  const rows = await tx.sql`
    update one_time_links set used_at = ${now}
    where token_hash = ${tokenHash} and purpose = 'first_administrator' and used_at is null and expires_at > ${now}
    returning token_hash`;
  return rows.length > 0;
}

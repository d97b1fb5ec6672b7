import type { Role } from '@fernwart/contract';
import type { Executor, Tx } from '../../platform/db/database.ts';

export async function insertAttempt(
  on: Executor,
  attempt: { stateHash: string; browserHash: string; sealed: string; expiresAt: Temporal.Instant },
  now: Temporal.Instant,
): Promise<void> {
  await on.sql`delete from single_sign_ons where expires_at <= ${now}`;
  await on.sql`
    insert into single_sign_ons (state_hash, browser_hash, sealed, expires_at)
    values (${attempt.stateHash}, ${attempt.browserHash}, ${attempt.sealed}, ${attempt.expiresAt})`;
}

/** Once, and only in the browser that began it: null afterwards and elsewhere. */
export async function takeAttempt(
  on: Executor,
  stateHash: string,
  browserHash: string,
  now: Temporal.Instant,
): Promise<string | null> {
  const [row] = await on.sql<{ sealed: string }>`
    delete from single_sign_ons
    where state_hash = ${stateHash} and browser_hash = ${browserHash} and expires_at > ${now} returning sealed`;
  return row?.sealed ?? null;
}

export interface KnownPerson {
  id: string;
  name: string;
  active: boolean;
  roles: Role[];
}

export async function findByIdentity(tx: Tx, issuer: string, subject: string): Promise<KnownPerson | null> {
  const [row] = await tx.sql<KnownPerson>`
    select p.id, p.name, p.active,
      coalesce((select jsonb_agg(r.role order by r.role) from person_roles r where r.person_id = p.id), '[]') as roles
    from identities i join people p on p.id = i.person_id where i.issuer = ${issuer} and i.subject = ${subject}`;
  return row ?? null;
}

/** Everybody with this address whom this provider does not know by another name already. */
export async function findByEmail(tx: Tx, issuer: string, email: string): Promise<KnownPerson[]> {
  return tx.sql<KnownPerson>`
    select p.id, p.name, p.active,
      coalesce((select jsonb_agg(r.role order by r.role) from person_roles r where r.person_id = p.id), '[]') as roles
    from people p where lower(p.email) = ${email}
      and not exists (select from identities i where i.person_id = p.id and i.issuer = ${issuer})
    limit 2`;
}

export async function insertIdentity(
  tx: Tx,
  identity: { issuer: string; subject: string; personId: string },
  now: Temporal.Instant,
): Promise<void> {
  await tx.sql`
    insert into identities (issuer, subject, person_id, created_at)
    values (${identity.issuer}, ${identity.subject}, ${identity.personId}, ${now})`;
}

/** Of the teams named, the person is in those of `wanted` and no other; teams that are missing are made. */
export async function followTeams(
  tx: Tx,
  personId: string,
  named: readonly string[],
  wanted: readonly { id: string; name: string }[],
): Promise<void> {
  await tx.sql`
    insert into teams (id, name) select unnest(${wanted.map(({ id }) => id)}::uuid[]), unnest(${wanted.map(({ name }) => name)}::text[])
    on conflict (name) do nothing`;
  const names = wanted.map(({ name }) => name);
  await tx.sql`
    delete from team_members m using teams t where t.id = m.team_id and m.person_id = ${personId}::uuid
      and t.name = any(${named}::text[]) and t.name <> all(${names}::text[])`;
  await tx.sql`
    insert into team_members (team_id, person_id) select t.id, ${personId}::uuid from teams t
    where t.name = any(${names}::text[]) on conflict do nothing`;
}

/** From now on the provider is asked about this sign-in; without a refresh token it ends by itself. */
export async function vouchFor(
  tx: Tx,
  tokenHash: string,
  vouched: {
    issuer: string;
    refreshSealed: string | null;
    checkAt: Temporal.Instant | null;
    expiresAt: Temporal.Instant | null;
  },
): Promise<void> {
  await tx.sql`
    update sign_ins set issuer = ${vouched.issuer}, refresh_sealed = ${vouched.refreshSealed}, check_at = ${vouched.checkAt},
      check_lease_until = null, expires_at = coalesce(${vouched.expiresAt}, expires_at)
    where token_hash = ${tokenHash}`;
}

export interface VouchedSignIn {
  token_hash: string;
  person_id: string;
  subject: string;
  issuer: string;
  refresh_sealed: string;
}

/** Whoever gets the row asks the provider; the others wait. The lease is told in the database's own time. */
export async function leaseCheck(
  on: Executor,
  tokenHash: string,
  now: Temporal.Instant,
): Promise<VouchedSignIn | null> {
  const [row] = await on.sql<VouchedSignIn>`
    update sign_ins s set check_lease_until = now() + interval '30 seconds' from identities i
    where s.token_hash = ${tokenHash} and s.check_at <= ${now} and s.refresh_sealed is not null
      and (s.check_lease_until is null or s.check_lease_until < now())
      and i.person_id = s.person_id and i.issuer = s.issuer
    returning s.token_hash, s.person_id, i.subject, s.issuer, s.refresh_sealed`;
  return row ?? null;
}

export async function endLease(on: Executor, tokenHash: string): Promise<void> {
  await on.sql`update sign_ins set check_lease_until = null where token_hash = ${tokenHash}`;
}

export async function findCheckAt(on: Executor, tokenHash: string): Promise<Temporal.Instant | null> {
  const [row] = await on.sql<{ check_at: Temporal.Instant | null }>`
    select check_at from sign_ins where token_hash = ${tokenHash}`;
  return row?.check_at ?? null;
}

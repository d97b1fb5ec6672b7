import type { Sql } from '@fernwart/addon-kit';
import type { AuthorizeAttempt } from './model.ts';

export interface StoredAttempt extends AuthorizeAttempt {
  readonly stateDigest: string;
  readonly redirectUrl: string;
  readonly clientId: string;
  /** Sealed. */
  readonly verifier: string | null;
  /** Sealed. */
  readonly code: string | null;
  readonly exchangeStartedAt: Temporal.Instant | null;
  readonly outcome: 'code' | 'denied' | 'refused' | 'exchanged' | 'failed' | null;
}

type NewAttempt = Omit<StoredAttempt, 'usedAt' | 'code' | 'exchangeStartedAt' | 'outcome'> & {
  readonly createdAt: Temporal.Instant;
};

export async function insertAttempt(sql: Sql, attempt: NewAttempt): Promise<void> {
  await sql`delete from authorize_attempts where expires_at < ${attempt.createdAt.subtract({ hours: 24 })}`;
  await sql`
    insert into authorize_attempts (state_digest, configuration_id, person_id, browser_session, redirect_url, client_id,
      verifier, created_at, expires_at)
    values (${attempt.stateDigest}, ${attempt.configurationId}, ${attempt.personId}, ${attempt.browserSession},
      ${attempt.redirectUrl}, ${attempt.clientId}, ${attempt.verifier}, ${attempt.createdAt}, ${attempt.expiresAt})`;
}

export async function findAttempt(sql: Sql, stateDigest: string): Promise<StoredAttempt | null> {
  const [row] = await sql<StoredAttempt>`
    select state_digest as "stateDigest", configuration_id as "configurationId", person_id as "personId",
      browser_session as "browserSession", redirect_url as "redirectUrl", client_id as "clientId", verifier, code,
      expires_at as "expiresAt", used_at as "usedAt", exchange_started_at as "exchangeStartedAt", outcome
    from authorize_attempts where state_digest = ${stateDigest}`;
  return row ?? null;
}

/** The person's newest attempt for this configuration: a bare pasted code can only belong to that one. */
export async function newestAttemptDigest(
  sql: Sql,
  configurationId: string,
  personId: string,
): Promise<string | null> {
  const [row] = await sql<{ digest: string }>`
    select state_digest as digest from authorize_attempts
    where configuration_id = ${configurationId} and person_id = ${personId}
    order by created_at desc limit 1`;
  return row?.digest ?? null;
}

/** Uses an attempt up, whatever came of it; false when it was used already. */
export async function useAttempt(
  sql: Sql,
  stateDigest: string,
  outcome: 'code' | 'denied' | 'refused',
  sealedCode: string | null,
  now: Temporal.Instant,
): Promise<boolean> {
  const rows = await sql`
    update authorize_attempts set used_at = ${now}, outcome = ${outcome}, code = ${sealedCode}
    where state_digest = ${stateDigest} and used_at is null
    returning 1`;
  return rows.length > 0;
}

/** Says that the exchange is about to be sent; answers whether an earlier one may have been sent before. */
export async function startExchange(
  sql: Sql,
  stateDigest: string,
  now: Temporal.Instant,
): Promise<'first' | 'again' | 'over'> {
  const [row] = await sql<{ again: boolean }>`
    update authorize_attempts a set exchange_started_at = coalesce(a.exchange_started_at, ${now})
    from authorize_attempts before
    where a.state_digest = ${stateDigest} and before.state_digest = a.state_digest and a.outcome = 'code'
    returning before.exchange_started_at is not null as again`;
  if (row === undefined) return 'over';
  return row.again ? 'again' : 'first';
}

/** The code and the verifier have done their work and are forgotten. */
export async function finishExchange(
  sql: Sql,
  stateDigest: string,
  outcome: 'exchanged' | 'failed',
): Promise<void> {
  await sql`
    update authorize_attempts set outcome = ${outcome}, code = null, verifier = null
    where state_digest = ${stateDigest}`;
}

/** Until when this person's newest attempt can still be answered; null when there is none to answer. */
export async function openAttemptUntil(
  sql: Sql,
  configurationId: string,
  personId: string,
  now: Temporal.Instant,
): Promise<Temporal.Instant | null> {
  const [row] = await sql<{ until: Temporal.Instant }>`
    select expires_at as until from authorize_attempts
    where configuration_id = ${configurationId} and person_id = ${personId} and used_at is null and expires_at > ${now}
    order by created_at desc limit 1`;
  return row?.until ?? null;
}

import type { Language } from '@fernwart/contract';
import type { Executor, Tx } from '../../platform/db/database.ts';

export interface PasswordLinkRow {
  readonly id: string;
  readonly name: string;
  readonly login: string;
  readonly language: Language;
}

/** Earlier links of this person lose their force. */
export async function replacePasswordLink(
  tx: Tx,
  link: { tokenHash: string; personId: string; expiresAt: Temporal.Instant },
): Promise<void> {
  await deletePasswordLinksOf(tx, link.personId);
  await tx.sql`
    insert into one_time_links (token_hash, purpose, person_id, expires_at)
    values (${link.tokenHash}, 'set_password', ${link.personId}, ${link.expiresAt})`;
}

export async function deletePasswordLinksOf(tx: Tx, personId: string): Promise<void> {
  await tx.sql`delete from one_time_links where purpose = 'set_password' and person_id = ${personId}::uuid`;
}

/** Whose password it sets; null once it is used, replaced or expired, or when that person cannot sign in. */
export async function findPasswordLink(
  on: Executor,
  tokenHash: string,
  now: Temporal.Instant,
): Promise<PasswordLinkRow | null> {
  const [row] = await on.sql<PasswordLinkRow>`
    select p.id, p.name, p.login, p.language from one_time_links l join people p on p.id = l.person_id
    where l.token_hash = ${tokenHash} and l.purpose = 'set_password' and l.used_at is null
      and l.expires_at > ${now} and p.active and p.login is not null`;
  return row ?? null;
}

/** Answers false when somebody was faster. */
export async function usePasswordLink(tx: Tx, tokenHash: string, now: Temporal.Instant): Promise<boolean> {
  const rows = await tx.sql`
    update one_time_links set used_at = ${now}
    where token_hash = ${tokenHash} and purpose = 'set_password' and used_at is null and expires_at > ${now}
    returning token_hash`;
  return rows.length > 0;
}

import { type Executor, fragment, type Tx } from '../../platform/db/database.ts';
import { storableText } from '../../platform/db/storable-text.ts';
import type { OutgoingMail } from './mails.ts';

// While the system is paused, every mail stays in the outbox.
const notPaused = fragment`not exists (select 1 from settings where name = 'paused')`;

/** A mail of the outbox that this process holds for one attempt. */
export interface ClaimedMail {
  readonly id: string;
  readonly messageId: string;
  readonly toName: string;
  readonly toAddress: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  readonly createdAt: Temporal.Instant;
  /** This attempt included. */
  readonly attempts: number;
  /** An earlier attempt ended with a reason to try again. */
  readonly failedBefore: boolean;
  /** Attempts whose holder vanished after the hand-over included. */
  readonly unknownOutcomes: number;
}

/** What has to be told about a mail that reached its end. */
export interface FinishedMail {
  readonly id: string;
  readonly packageId: string | null;
  readonly key: string | null;
  readonly toAddress: string;
  readonly subject: string;
  readonly activityId: string | null;
  readonly onOutcome: { readonly workflow: string; readonly context: Record<string, string> } | null;
}

export interface NewMail extends OutgoingMail {
  readonly id: string;
  readonly messageId: string;
  readonly at: Temporal.Instant;
  /** Why it is not even tried; null where it is. */
  readonly refusal: string | null;
}

/** Answers false when this package has a mail with this key already. */
export async function insertMail(tx: Tx, mail: NewMail): Promise<boolean> {
  const rows = await tx.sql`
    insert into mails (id, package_id, key, message_id, to_name, to_address, subject, text, html, activity_id,
      state, due_at, last_error, on_outcome, created_at, finished_at)
    values (${mail.id}, ${mail.packageId}, ${mail.key}, ${mail.messageId}, ${storableText(mail.to.name)},
      ${storableText(mail.to.address)}, ${storableText(mail.subject)}, ${storableText(mail.text)},
      ${mail.html === undefined ? null : storableText(mail.html)}, ${mail.activityId ?? null},
      ${mail.refusal === null ? 'queued' : 'refused'}, ${mail.at}, ${mail.refusal},
      ${mail.onOutcome === undefined ? null : JSON.stringify(mail.onOutcome)}::jsonb, ${mail.at},
      ${mail.refusal === null ? null : mail.at})
    on conflict (coalesce(package_id, ''), key) where key is not null do nothing
    returning id`;
  return rows.length === 1;
}

/** Due by our clock, and held by nobody by the database's. */
export async function findDueMails(on: Executor, now: Temporal.Instant, limit: number): Promise<string[]> {
  const rows = await on.sql<{ id: string }>`
    select id from mails
    where state = 'queued' and due_at <= ${now}::timestamptz and (lease_until is null or lease_until < now())
      and ${notPaused}
    order by due_at limit ${limit}::int`;
  return rows.map((row) => row.id);
}

/** Takes the mail for one attempt; null when it is not due, not queued, or held. */
export async function claimMail(
  on: Executor,
  id: string,
  holder: string,
  now: Temporal.Instant,
  leaseSeconds: number,
): Promise<ClaimedMail | null> {
  const rows = await on.sql<ClaimedMail>`
    update mails set lease_holder = ${holder}, lease_until = now() + make_interval(secs => ${leaseSeconds}::int),
      attempts = attempts + 1
    where id = ${id} and state = 'queued' and due_at <= ${now}::timestamptz
      and (lease_until is null or lease_until < now())
      and ${notPaused}
    returning id, message_id as "messageId", to_name as "toName", to_address as "toAddress", subject, text, html,
      created_at as "createdAt", attempts, last_error is not null as "failedBefore",
      unknown_outcomes as "unknownOutcomes"`;
  return rows[0] ?? null;
}

/**
 * Counts an attempt's outcome as unknown before the mail server can have the mail: whoever ends the attempt takes it back
 * once it is known. False when somebody else holds the mail by now.
 */
export async function announceHandOver(
  on: Executor,
  id: string,
  holder: string,
  unknownOutcomes: number,
): Promise<boolean> {
  const rows = await on.sql`
    update mails set unknown_outcomes = ${unknownOutcomes}::int
    where id = ${id} and lease_holder = ${holder} and state = 'queued' returning id`;
  return rows.length === 1;
}

/** Lets go of a mail that is tried again; null when somebody else holds it by now. */
export async function postponeMail(
  tx: Tx,
  id: string,
  holder: string,
  next: { dueAt: Temporal.Instant; reason: string; unknownOutcomes: number },
): Promise<FinishedMail | null> {
  const rows = await tx.sql<FinishedMail>`
    update mails set lease_holder = null, lease_until = null, due_at = ${next.dueAt},
      last_error = ${storableText(next.reason)},
      unknown_outcomes = ${next.unknownOutcomes}::int
    where id = ${id} and lease_holder = ${holder} and state = 'queued'
    returning id, package_id as "packageId", key, to_address as "toAddress", subject,
      activity_id as "activityId", on_outcome as "onOutcome"`;
  return rows[0] ?? null;
}

/** Ends a mail; null when somebody else holds it by now, who will end it. */
export async function finishMail(
  tx: Tx,
  id: string,
  holder: string,
  end: {
    state: 'accepted' | 'refused';
    reason: string | null;
    unknownOutcomes: number;
    at: Temporal.Instant;
  },
): Promise<FinishedMail | null> {
  const rows = await tx.sql<FinishedMail>`
    update mails set lease_holder = null, lease_until = null, state = ${end.state},
      last_error = coalesce(${end.reason === null ? null : storableText(end.reason)}::text, last_error),
      finished_at = ${end.at}, unknown_outcomes = ${end.unknownOutcomes}::int,
      -- A link that opens an account does not stay behind its mail, nor in a backup.
      text = case when package_id is null and key like 'invitation:%' then '' else text end
    where id = ${id} and lease_holder = ${holder} and state = 'queued'
    returning id, package_id as "packageId", key, to_address as "toAddress", subject,
      activity_id as "activityId", on_outcome as "onOutcome"`;
  return rows[0] ?? null;
}

/** Whom a desk mail about an activity goes to, and what it says of it. */
export interface MailedActivity {
  readonly id: string;
  readonly number: string;
  readonly subject: string;
  readonly solution: string | null;
  readonly initiatorId: string;
  readonly name: string;
  readonly email: string | null;
  readonly language: 'de' | 'en';
}

/** Null without an initiator, or when he or she is disabled. */
export async function findMailedActivity(on: Executor, id: string): Promise<MailedActivity | null> {
  const rows = await on.sql<MailedActivity>`
    select a.id, a.number, a.subject, a.solution, person.id as "initiatorId", person.name, person.email,
      person.language
    from activities a join people person on person.id = a.initiator_id
    where a.id = ${id}::uuid and person.active`;
  return rows[0] ?? null;
}

import type { Sql } from '@fernwart/addon-kit';
import type { Trouble } from '../shared/trouble.ts';
import type { EndReason, MailState } from './model.ts';

export interface NewSessionRow {
  readonly id: string;
  readonly configurationId: string;
  readonly activityId: string;
  readonly activityNumber: string;
  readonly activitySubject: string;
  readonly createdBy: { readonly id: string; readonly name: string };
  readonly initiator: { readonly id: string; readonly name: string } | null;
  readonly requestedAt: Temporal.Instant;
}

export async function insertSession(sql: Sql, session: NewSessionRow): Promise<void> {
  await sql`
    insert into sessions (id, configuration_id, activity_id, activity_number, activity_subject, state, record,
      created_by, created_by_name, responsible_id, responsible_name, initiator_id, initiator_name,
      requested_at)
    values (${session.id}, ${session.configurationId}, ${session.activityId}, ${session.activityNumber},
      ${session.activitySubject}, 'creating', 'none', ${session.createdBy.id},
      ${session.createdBy.name}, ${session.createdBy.id}, ${session.createdBy.name}, ${session.initiator?.id ?? null},
      ${session.initiator?.name ?? null}, ${session.requestedAt})`;
}

export async function setRun(sql: Sql, id: string, runId: string): Promise<void> {
  await sql`update sessions set run_id = ${runId} where id = ${id}`;
}

export async function setGroup(sql: Sql, id: string, groupId: string): Promise<void> {
  await sql`update sessions set group_id = ${groupId} where id = ${id} and state = 'creating'`;
}

/** Writes a POST down before it is sent. Only one of several attempts wins; the others must not send. */
export async function announcePost(
  sql: Sql,
  id: string,
  attemptsBefore: number,
  deadlineAt: Temporal.Instant,
): Promise<boolean> {
  const rows = await sql`
    update sessions set post_attempts = post_attempts + 1, post_deadline_at = ${deadlineAt}, looked_at = null
    where id = ${id} and state = 'creating' and post_attempts = ${attemptsBefore} and post_deadline_at is null
    returning 1`;
  return rows.length > 0;
}

export async function noteLook(sql: Sql, id: string, at: Temporal.Instant): Promise<void> {
  await sql`update sessions set looked_at = ${at} where id = ${id} and state = 'creating'`;
}

/** Clears the way for another POST, once it is sure that the last one left nothing behind. */
export async function clearPost(sql: Sql, id: string, attempts: number): Promise<void> {
  await sql`
    update sessions set post_deadline_at = null, looked_at = null
    where id = ${id} and state = 'creating' and post_attempts = ${attempts}`;
}

/** Takes back an announced POST that was refused, and so had no effect: it does not count. */
export async function withdrawPost(sql: Sql, id: string, attemptsBefore: number): Promise<void> {
  await sql`
    update sessions set post_attempts = ${attemptsBefore}, post_deadline_at = null, looked_at = null
    where id = ${id} and state = 'creating' and post_attempts = ${attemptsBefore + 1}`;
}

export async function noteWaitReason(sql: Sql, id: string, trouble: Trouble): Promise<void> {
  await sql`
    update sessions set failure = ${JSON.stringify(trouble)}::jsonb where id = ${id} and state = 'creating'`;
}

export async function failSession(
  sql: Sql,
  id: string,
  trouble: Trouble,
  now: Temporal.Instant,
): Promise<boolean> {
  const rows = await sql`
    update sessions set state = 'failed', failure = ${JSON.stringify(trouble)}::jsonb, ended_at = ${now}
    where id = ${id} and state = 'creating' returning 1`;
  return rows.length > 0;
}

export interface Opened {
  readonly code: string;
  readonly customerLink: string | null;
  readonly supporterLink: string | null;
  readonly browserLink: string | null;
  readonly openedAt: Temporal.Instant;
  readonly validUntil: Temporal.Instant;
  readonly mailState: MailState;
}

export async function openSession(sql: Sql, id: string, opened: Opened): Promise<void> {
  const invitations = opened.mailState === 'queued' ? 1 : 0;
  await sql`
    update sessions
    set state = 'open', failure = null, code = ${opened.code}, customer_link = ${opened.customerLink},
      supporter_link = ${opened.supporterLink}, browser_link = ${opened.browserLink}, opened_at = ${opened.openedAt},
      valid_until = ${opened.validUntil}, mail_state = ${opened.mailState}, mail_at = ${opened.openedAt},
      invitations = ${invitations}
    where id = ${id} and state = 'creating'`;
}

/** Ends an open session and makes its record due; false when it was not open any more. */
export async function endSession(
  sql: Sql,
  id: string,
  end: { reason: EndReason; at: Temporal.Instant; graceUntil: Temporal.Instant; closed: boolean },
): Promise<boolean> {
  const rows = await sql`
    update sessions
    set state = 'ended', end_reason = ${end.reason}, ended_at = ${end.at}, record = 'due', due_at = ${end.at},
      grace_until = ${end.graceUntil}, next_ask_at = ${end.at}, online = false,
      closed_at = ${end.closed ? end.at : null}, close_next_at = ${end.closed ? null : end.at}
    where id = ${id} and state = 'open' returning 1`;
  return rows.length > 0;
}

export async function nextInvitation(sql: Sql, id: string, now: Temporal.Instant): Promise<number | null> {
  const [row] = await sql<{ invitations: number }>`
    update sessions set invitations = invitations + 1, mail_state = 'queued', mail_at = ${now}, mail_reason = null
    where id = ${id} and state = 'open' returning invitations`;
  return row?.invitations ?? null;
}

/** The outcome of an invitation; that of an older one than the last changes nothing. */
export async function noteMail(
  sql: Sql,
  id: string,
  invitation: number,
  outcome: { state: 'queued' | 'accepted' | 'refused'; reason: string | null; at: Temporal.Instant },
): Promise<boolean> {
  const rows = await sql`
    update sessions set mail_state = ${outcome.state}, mail_reason = ${outcome.reason}, mail_at = ${outcome.at}
    where id = ${id} and invitations = ${invitation} and mail_state = 'queued' returning 1`;
  return rows.length > 0;
}

export async function handOver(
  sql: Sql,
  id: string,
  to: { id: string; name: string } | null,
): Promise<number> {
  const [row] = await sql<{ handovers: number }>`
    update sessions set responsible_id = ${to?.id ?? null}, responsible_name = ${to?.name ?? null}, handovers = handovers + 1
    where id = ${id} returning handovers`;
  return row?.handovers ?? 0;
}

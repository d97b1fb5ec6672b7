import type { Sql } from '@fernwart/addon-kit';
import { readTrouble, type Trouble } from '../shared/trouble.ts';
import type { EndReason, MailState, RecordState, SessionState } from './model.ts';

export interface SessionRow {
  readonly id: string;
  readonly configurationId: string;
  readonly activityId: string;
  readonly activityNumber: string;
  readonly activitySubject: string;
  readonly state: SessionState;
  readonly endReason: EndReason | null;
  readonly record: RecordState;
  readonly runId: string | null;
  readonly createdBy: string;
  readonly createdByName: string;
  readonly responsibleId: string | null;
  readonly responsibleName: string | null;
  readonly handovers: number;
  readonly initiatorId: string | null;
  readonly initiatorName: string | null;
  readonly requestedAt: Temporal.Instant;
  readonly groupId: string | null;
  readonly postAttempts: number;
  readonly postDeadlineAt: Temporal.Instant | null;
  readonly lookedAt: Temporal.Instant | null;
  readonly failure: Trouble | null;
  readonly code: string | null;
  /** Links are sealed. */
  readonly customerLink: string | null;
  readonly supporterLink: string | null;
  readonly browserLink: string | null;
  readonly openedAt: Temporal.Instant | null;
  readonly validUntil: Temporal.Instant | null;
  readonly invitations: number;
  readonly mailState: MailState;
  readonly mailAt: Temporal.Instant | null;
  readonly mailReason: string | null;
  readonly online: boolean;
  readonly firstOnlineAt: Temporal.Instant | null;
  readonly lastOnlineAt: Temporal.Instant | null;
  readonly polledAt: Temporal.Instant | null;
  readonly watchedUntil: Temporal.Instant | null;
  readonly endedAt: Temporal.Instant | null;
  readonly closedAt: Temporal.Instant | null;
  readonly closeAttempts: number;
  readonly dueAt: Temporal.Instant | null;
  readonly graceUntil: Temporal.Instant | null;
  readonly asks: number;
  readonly nextAskAt: Temporal.Instant | null;
  readonly lastAskedAt: Temporal.Instant | null;
  readonly askTrouble: Trouble | null;
  readonly recordedAt: Temporal.Instant | null;
  readonly entries: number;
  readonly entryDigest: string | null;
}

/** The row as the database gives it: every column, in its own spelling. */
interface StoredSession {
  readonly [column: string]: unknown;
}

export async function findSession(sql: Sql, id: string): Promise<SessionRow | null> {
  const [row] = await sql<StoredSession>`select * from sessions where id = ${id}`;
  return row === undefined ? null : present(row);
}

export async function lockSession(sql: Sql, id: string): Promise<SessionRow | null> {
  const [row] = await sql<StoredSession>`select * from sessions where id = ${id} for update`;
  return row === undefined ? null : present(row);
}

/** Newest first. */
export async function sessionsOfActivity(sql: Sql, activityId: string): Promise<SessionRow[]> {
  const rows = await sql<StoredSession>`
    select * from sessions where activity_id = ${activityId} order by requested_at desc, id desc limit 50`;
  return rows.map(present);
}

export async function liveSession(sql: Sql, activityId: string): Promise<SessionRow | null> {
  const [row] = await sql<StoredSession>`
    select * from sessions where activity_id = ${activityId} and state in ('creating', 'open')`;
  return row === undefined ? null : present(row);
}

export async function liveSessions(sql: Sql): Promise<SessionRow[]> {
  const rows = await sql<StoredSession>`
    select * from sessions where state in ('creating', 'open') order by requested_at, id`;
  return rows.map(present);
}

export async function openSessionsOf(sql: Sql, configurationId: string): Promise<SessionRow[]> {
  const rows = await sql<StoredSession>`
    select * from sessions where configuration_id = ${configurationId} and state = 'open' order by requested_at, id`;
  return rows.map(present);
}

export async function findSessions(sql: Sql, ids: readonly string[]): Promise<SessionRow[]> {
  const rows = await sql<StoredSession>`select * from sessions where id = any(${ids}::text[])`;
  return rows.map(present);
}

export async function countUnfinished(sql: Sql, configurationId: string): Promise<number> {
  const [row] = await sql<{ count: number }>`
    select count(*) as count from sessions
    where configuration_id = ${configurationId}
      and (state in ('creating', 'open') or record in ('due', 'asking') or close_next_at is not null)`;
  return row?.count ?? 0;
}

/** Configurations where a creation left open since then whether it made more than it recorded. */
export async function doubtfulConfigurations(sql: Sql, since: Temporal.Instant): Promise<string[]> {
  const rows = await sql<{ id: string }>`
    select distinct configuration_id as id from sessions
    where requested_at > ${since} and (post_attempts > 1 or looked_at is not null or (state = 'failed' and post_attempts > 0))
    order by id`;
  return rows.map((row) => row.id);
}

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
  outcome: { state: 'accepted' | 'refused'; reason: string | null; at: Temporal.Instant },
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

/** Says that somebody looks at the session; answers true when nobody did before. */
export async function watch(
  sql: Sql,
  id: string,
  now: Temporal.Instant,
  until: Temporal.Instant,
): Promise<'same' | 'longer' | 'anew'> {
  const [row] = await sql<{ anew: boolean }>`
    update sessions s set watched_until = ${until}
    from sessions before
    where s.id = ${id} and before.id = s.id and s.state = 'open'
      and (s.watched_until is null or s.watched_until < ${until.subtract({ seconds: 45 })})
    returning (before.watched_until is null or before.watched_until < ${now}) as anew`;
  if (row === undefined) return 'same';
  return row.anew ? 'anew' : 'longer';
}

export interface LiveChange {
  readonly id: string;
  readonly online: boolean;
}

/** What one poll saw, for all sessions at once. */
export async function storeLive(
  sql: Sql,
  changes: readonly LiveChange[],
  now: Temporal.Instant,
): Promise<void> {
  await sql`
    update sessions s
    set online = c.online, polled_at = ${now},
      first_online_at = case when c.online then coalesce(s.first_online_at, ${now}) else s.first_online_at end,
      last_online_at = case when c.online then ${now} else s.last_online_at end
    from unnest(${changes.map((change) => change.id)}::text[], ${changes.map((change) => change.online)}::boolean[])
      as c (id, online)
    where s.id = c.id and s.state = 'open'`;
}

export async function insertOpening(
  sql: Sql,
  opening: {
    id: string;
    sessionId: string;
    personId: string;
    personName: string;
    kind: 'native' | 'browser';
    at: Temporal.Instant;
  },
): Promise<void> {
  await sql`
    insert into session_openings (id, session_id, person_id, person_name, kind, opened_at)
    values (${opening.id}, ${opening.sessionId}, ${opening.personId}, ${opening.personName}, ${opening.kind}, ${opening.at})`;
}

export async function openingsOf(
  sql: Sql,
  sessionId: string,
): Promise<{ personId: string; personName: string; kind: 'native' | 'browser'; at: Temporal.Instant }[]> {
  return sql`
    select person_id as "personId", person_name as "personName", kind, opened_at as at
    from session_openings where session_id = ${sessionId} order by opened_at limit 200`;
}

function present(row: StoredSession): SessionRow {
  const named = Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  ) as unknown as SessionRow;
  return { ...named, failure: readTrouble(row['failure']), askTrouble: readTrouble(row['ask_trouble']) };
}

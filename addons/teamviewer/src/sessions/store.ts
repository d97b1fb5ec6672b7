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
  const [session] = presentAll(await sql<StoredSession>`select * from sessions where id = ${id}`);
  return session ?? null;
}

export async function lockSession(sql: Sql, id: string): Promise<SessionRow | null> {
  const [session] = presentAll(await sql<StoredSession>`select * from sessions where id = ${id} for update`);
  return session ?? null;
}

/** In the order of their ids, so that two who lock several never wait for each other in a ring. */
export async function lockSessions(sql: Sql, ids: readonly string[]): Promise<SessionRow[]> {
  const rows = await sql<StoredSession>`
    select * from sessions where id = any(${ids}::text[]) order by id for update`;
  return presentAll(rows);
}

/** Newest first. */
export async function sessionsOfActivity(sql: Sql, activityId: string): Promise<SessionRow[]> {
  const rows = await sql<StoredSession>`
    select * from sessions where activity_id = ${activityId} order by requested_at desc, id desc limit 50`;
  return presentAll(rows);
}

/** Open sessions to which this person was invited, newest first. */
export async function openSessionsFor(sql: Sql, initiatorId: string): Promise<SessionRow[]> {
  const rows = await sql<StoredSession>`
    select * from sessions where state = 'open' and initiator_id = ${initiatorId}
    order by requested_at desc, id desc limit 10`;
  return presentAll(rows);
}

export async function liveSession(sql: Sql, activityId: string): Promise<SessionRow | null> {
  const [session] = presentAll(
    await sql<StoredSession>`
    select * from sessions where activity_id = ${activityId} and state in ('creating', 'open')`,
  );
  return session ?? null;
}

export async function liveSessions(sql: Sql): Promise<SessionRow[]> {
  const rows = await sql<StoredSession>`
    select * from sessions where state in ('creating', 'open') order by requested_at, id`;
  return presentAll(rows);
}

export async function openSessionsOf(sql: Sql, configurationId: string): Promise<SessionRow[]> {
  const rows = await sql<StoredSession>`
    select * from sessions where configuration_id = ${configurationId} and state = 'open' order by requested_at, id`;
  return presentAll(rows);
}

export async function findSessions(sql: Sql, ids: readonly string[]): Promise<SessionRow[]> {
  const rows = await sql<StoredSession>`select * from sessions where id = any(${ids}::text[])`;
  return presentAll(rows);
}

export async function countUnfinished(sql: Sql, configurationId: string): Promise<number> {
  const [row] = await sql<{ count: number }>`
    select count(*) as count from sessions
    where configuration_id = ${configurationId}
      and (state in ('creating', 'open') or record in ('due', 'asking') or close_next_at is not null)`;
  return row?.count ?? 0;
}

/** Configurations where a creation left open since then whether it made more than it recorded, and the first of them. */
export async function doubtfulConfigurations(
  sql: Sql,
  since: Temporal.Instant,
): Promise<{ id: string; firstAt: Temporal.Instant }[]> {
  return sql<{ id: string; firstAt: Temporal.Instant }>`
    select configuration_id as id, min(requested_at) as "firstAt" from sessions
    where requested_at > ${since} and (post_attempts > 1 or looked_at is not null or (state = 'failed' and post_attempts > 0))
    group by configuration_id order by id`;
}

function presentAll(rows: readonly StoredSession[]): SessionRow[] {
  // Every row of an answer has the same columns: their names are spelled anew once, not five thousand times.
  const members = Object.keys(rows[0] ?? {}).map(
    (column) => [column, column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())] as const,
  );
  return rows.map((row) => {
    const named: Record<string, unknown> = {};
    for (const [column, member] of members) named[member] = row[column];
    named['failure'] = readTrouble(row['failure']);
    named['askTrouble'] = readTrouble(row['ask_trouble']);
    return named as unknown as SessionRow;
  });
}

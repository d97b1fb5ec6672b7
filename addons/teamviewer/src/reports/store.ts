import type { Sql } from '@fernwart/addon-kit';
import type { RecordState } from '../sessions/model.ts';
import type { Trouble } from '../shared/trouble.ts';

/** A report as it is kept; null where TeamViewer said nothing. */
export interface Report {
  readonly id: string;
  readonly sessionId: string | null;
  readonly sessionCode: string | null;
  readonly supporterId: string | null;
  readonly supporterName: string | null;
  readonly deviceId: string | null;
  readonly deviceName: string | null;
  readonly startedAt: Temporal.Instant | null;
  readonly endedAt: Temporal.Instant | null;
  readonly kind: string | null;
  readonly notes: string | null;
  readonly rating: number | null;
  readonly comment: string | null;
  readonly digest: string;
}

/** Stores reports once each; what a corrected one said before is kept as an older version. */
export async function storeReports(
  sql: Sql,
  configurationId: string,
  reports: readonly Report[],
  now: Temporal.Instant,
): Promise<void> {
  if (reports.length === 0) return;
  const json = JSON.stringify(
    reports.map((report) => ({
      ...report,
      startedAt: report.startedAt?.toString() ?? null,
      endedAt: report.endedAt?.toString() ?? null,
    })),
  );
  await sql`
    insert into connection_report_versions (configuration_id, id, version, body, seen_at)
    select old.configuration_id, old.id, old.version, to_jsonb(old), ${now}
    from jsonb_to_recordset(${json}::jsonb) as new (id text, digest text)
    join connection_reports old on old.configuration_id = ${configurationId} and old.id = new.id and old.digest <> new.digest
    on conflict do nothing`;
  await sql`
    insert into connection_reports (configuration_id, id, session_id, session_code, supporter_id, supporter_name, device_id,
      device_name, started_at, ended_at, kind, notes, rating, comment, digest, version, first_seen_at, updated_at)
    select ${configurationId}, id, "sessionId", "sessionCode", "supporterId", "supporterName", "deviceId", "deviceName",
      "startedAt", "endedAt", kind, notes, rating, comment, digest, 1, ${now}, ${now}
    from jsonb_to_recordset(${json}::jsonb) as new (id text, "sessionId" text, "sessionCode" text, "supporterId" text,
      "supporterName" text, "deviceId" text, "deviceName" text, "startedAt" timestamptz, "endedAt" timestamptz, kind text,
      notes text, rating integer, comment text, digest text)
    on conflict (configuration_id, id) do update
    set session_id = coalesce(excluded.session_id, connection_reports.session_id), session_code = excluded.session_code,
      supporter_id = excluded.supporter_id, supporter_name = excluded.supporter_name, device_id = excluded.device_id,
      device_name = excluded.device_name, started_at = excluded.started_at, ended_at = excluded.ended_at,
      kind = excluded.kind, notes = excluded.notes, rating = excluded.rating, comment = excluded.comment,
      digest = excluded.digest, version = connection_reports.version + 1, updated_at = excluded.updated_at
    where connection_reports.digest <> excluded.digest`;
}

export async function reportsOfSessions(sql: Sql, sessionIds: readonly string[]): Promise<Report[]> {
  return sql<Report>`
    select id, session_id as "sessionId", session_code as "sessionCode", supporter_id as "supporterId",
      supporter_name as "supporterName", device_id as "deviceId", device_name as "deviceName", started_at as "startedAt",
      ended_at as "endedAt", kind, notes, rating, comment, digest
    from connection_reports where session_id = any(${sessionIds}::text[])
    order by started_at nulls last, id`;
}

/** Ids of sessions whose turn to be asked for has come, the longest waiting first. */
export async function sessionsToAsk(
  sql: Sql,
  configurationId: string,
  at: Temporal.Instant,
  limit: number,
): Promise<string[]> {
  const rows = await sql<{ id: string }>`
    select id from sessions where configuration_id = ${configurationId} and next_ask_at <= ${at}
    order by next_ask_at, id limit ${limit}`;
  return rows.map((row) => row.id);
}

export interface ToClose {
  readonly id: string;
  readonly code: string;
  readonly attempts: number;
  /** Whether the customer was ever seen online. */
  readonly seen: boolean;
}

/** Ended sessions that are still to be closed at TeamViewer; those that a person ended come before expired ones. */
export async function sessionsToClose(
  sql: Sql,
  configurationId: string,
  at: Temporal.Instant,
  limit: number,
): Promise<ToClose[]> {
  return sql<ToClose>`
    select id, code, close_attempts as attempts, first_online_at is not null as seen from sessions
    where configuration_id = ${configurationId} and close_next_at <= ${at} and code is not null
    order by end_reason = 'expired', close_next_at, id limit ${limit}`;
}

export async function noteClosed(sql: Sql, id: string, at: Temporal.Instant): Promise<void> {
  await sql`update sessions set closed_at = ${at}, close_next_at = null where id = ${id}`;
}

export async function noteNotClosed(sql: Sql, id: string, next: Temporal.Instant | null): Promise<void> {
  await sql`update sessions set close_attempts = close_attempts + 1, close_next_at = ${next} where id = ${id}`;
}

export async function noteSeenOnline(sql: Sql, ids: readonly string[], at: Temporal.Instant): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    update sessions set first_online_at = ${at}, last_online_at = ${at}
    where id = any(${ids}::text[]) and first_online_at is null`;
}

/** The next instant at which the collector has anything to do for this connection. */
export async function nextCollection(sql: Sql, configurationId: string): Promise<Temporal.Instant | null> {
  const [row] = await sql<{ at: Temporal.Instant | null }>`
    select least(min(next_ask_at), min(close_next_at)) as at from sessions
    where configuration_id = ${configurationId} and (next_ask_at is not null or close_next_at is not null)`;
  return row?.at ?? null;
}

export interface Recorded {
  readonly id: string;
  readonly record: RecordState;
  readonly askedAt: Temporal.Instant;
  readonly nextAskAt: Temporal.Instant | null;
  readonly trouble: Trouble | null;
  /** Set when an entry was written. */
  readonly entry: { readonly number: number; readonly digest: string } | null;
}

/** What asking brought for many sessions, in one statement. */
export async function storeRecorded(sql: Sql, recorded: readonly Recorded[]): Promise<void> {
  if (recorded.length === 0) return;
  const json = JSON.stringify(
    recorded.map((one) => ({
      id: one.id,
      record: one.record,
      askedAt: one.askedAt.toString(),
      nextAskAt: one.nextAskAt?.toString() ?? null,
      trouble: one.trouble,
      number: one.entry?.number ?? null,
      digest: one.entry?.digest ?? null,
    })),
  );
  await sql`
    update sessions s
    set record = new.record, asks = s.asks + 1, last_asked_at = new."askedAt", next_ask_at = new."nextAskAt",
      ask_trouble = new.trouble, entries = coalesce(new.number, s.entries), entry_digest = coalesce(new.digest, s.entry_digest),
      recorded_at = case when new.number is null then s.recorded_at else new."askedAt" end
    from jsonb_to_recordset(${json}::jsonb) as new (id text, record text, "askedAt" timestamptz, "nextAskAt" timestamptz,
      trouble jsonb, number integer, digest text)
    where s.id = new.id`;
}

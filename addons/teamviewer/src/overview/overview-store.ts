import type { Sql } from '@fernwart/addon-kit';

/** A session as the overview lists it. */
export interface SessionLine {
  readonly id: string;
  readonly activityId: string;
  readonly activityNumber: string;
  readonly code: string | null;
  readonly state: string;
  readonly endReason: string | null;
  readonly record: string;
  readonly online: boolean;
  readonly createdByName: string;
  readonly initiatorName: string | null;
  readonly requestedAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant | null;
  readonly connections: number;
}

export interface ListQuery {
  /** Everything matches an empty text. */
  readonly search: string;
  readonly filters: Readonly<Record<string, string>>;
  readonly descending: boolean;
  /** The last line of the page before. */
  readonly after: { readonly at: Temporal.Instant; readonly id: string } | null;
  readonly limit: number;
}

export async function listSessions(sql: Sql, query: ListQuery): Promise<SessionLine[]> {
  const like = `%${escapedLike(query.search)}%`;
  const { state = '', record = '' } = query.filters;
  return sql<SessionLine>`
    select s.id, s.activity_id as "activityId", s.activity_number as "activityNumber", s.code, s.state,
      s.end_reason as "endReason", s.record, s.online, s.created_by_name as "createdByName",
      s.initiator_name as "initiatorName", s.requested_at as "requestedAt", s.ended_at as "endedAt",
      (select count(*) from connection_reports r where r.session_id = s.id) as connections
    from sessions s
    where (${query.search} = '' or s.code ilike ${like} or s.activity_number ilike ${like} or s.activity_subject ilike ${like}
        or s.created_by_name ilike ${like} or s.initiator_name ilike ${like})
      and (${state} = '' or s.state = ${state}) and (${record} = '' or s.record = ${record})
      and (${query.after === null}::boolean
        or (${query.descending}::boolean and (s.requested_at, s.id) < (${query.after?.at ?? null}::timestamptz, ${query.after?.id ?? null}::text))
        or (not ${query.descending}::boolean and (s.requested_at, s.id) > (${query.after?.at ?? null}::timestamptz, ${query.after?.id ?? null}::text)))
    order by case when ${query.descending}::boolean then s.requested_at end desc, case when ${query.descending}::boolean then s.id end desc,
      s.requested_at, s.id
    limit ${query.limit}`;
}

/** A connection report as the overview lists it. */
export interface ConnectionLine {
  readonly id: string;
  readonly activityId: string | null;
  readonly activityNumber: string | null;
  readonly code: string | null;
  readonly supporterName: string | null;
  readonly deviceName: string | null;
  readonly deviceId: string | null;
  readonly startedAt: Temporal.Instant | null;
  readonly endedAt: Temporal.Instant | null;
  readonly kind: string | null;
  readonly rating: number | null;
  readonly notes: string | null;
  readonly seenAt: Temporal.Instant;
}

export async function listConnections(sql: Sql, query: ListQuery): Promise<ConnectionLine[]> {
  const like = `%${escapedLike(query.search)}%`;
  return sql<ConnectionLine>`
    select r.id, s.activity_id as "activityId", s.activity_number as "activityNumber", r.session_code as code,
      r.supporter_name as "supporterName", r.device_name as "deviceName", r.device_id as "deviceId",
      r.started_at as "startedAt", r.ended_at as "endedAt", r.kind, r.rating, r.notes,
      coalesce(r.started_at, r.first_seen_at) as "seenAt"
    from connection_reports r left join sessions s on s.id = r.session_id
    where (${query.search} = '' or r.session_code ilike ${like} or s.activity_number ilike ${like} or r.supporter_name ilike ${like}
        or r.device_name ilike ${like} or r.device_id ilike ${like})
      and (${query.after === null}::boolean
        or (${query.descending}::boolean and (coalesce(r.started_at, r.first_seen_at), r.id) < (${query.after?.at ?? null}::timestamptz, ${query.after?.id ?? null}::text))
        or (not ${query.descending}::boolean and (coalesce(r.started_at, r.first_seen_at), r.id) > (${query.after?.at ?? null}::timestamptz, ${query.after?.id ?? null}::text)))
    order by case when ${query.descending}::boolean then coalesce(r.started_at, r.first_seen_at) end desc,
      case when ${query.descending}::boolean then r.id end desc, coalesce(r.started_at, r.first_seen_at), r.id
    limit ${query.limit}`;
}

function escapedLike(text: string): string {
  return text.replace(/[\\%_]/g, (sign) => `\\${sign}`);
}

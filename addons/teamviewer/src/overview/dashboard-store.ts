import type { Sql } from '@fernwart/addon-kit';

/** Sessions that are open now, the newest first. */
export async function openSessions(
  sql: Sql,
  limit: number,
): Promise<
  {
    activityId: string;
    activityNumber: string;
    activitySubject: string;
    supporterName: string;
    initiatorName: string | null;
    openedAt: Temporal.Instant | null;
    online: boolean;
  }[]
> {
  return sql`
    select activity_id as "activityId", activity_number as "activityNumber", activity_subject as "activitySubject",
      coalesce(responsible_name, created_by_name) as "supporterName", initiator_name as "initiatorName",
      opened_at as "openedAt", online
    from sessions where state = 'open' order by online desc, requested_at desc, id limit ${limit}`;
}

/** Sessions that TeamViewer made, by the day that they began; `starts` are the days' beginnings, ascending. */
export async function sessionsPerDay(
  sql: Sql,
  starts: readonly string[],
): Promise<{ day: number; made: number; connected: number }[]> {
  return sql`
    select width_bucket(s.requested_at, ${starts}::timestamptz[]) - 1 as day, count(*) as made,
      count(*) filter (where exists (select 1 from connection_reports r where r.session_id = s.id)) as connected
    from sessions s
    where s.requested_at >= ${starts[0] ?? null}::timestamptz and s.code is not null
    group by 1`;
}

export async function firstStepFacts(sql: Sql): Promise<{ connected: boolean; held: boolean }> {
  const [row] = await sql<{ connected: boolean; held: boolean }>`
    select exists (select 1 from connections where state = 'connected') as connected,
      exists (select 1 from sessions where code is not null) as held`;
  return row ?? { connected: false, held: false };
}

import type { Sql } from '@fernwart/addon-kit';

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

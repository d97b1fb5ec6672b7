import type { Sql } from '@fernwart/addon-kit';
import type { Drift, LimiterState } from '@fernwart/teamviewer';
import { readLimiterState } from './limiter-store.ts';

/** The limiter's memory of every function of a connection. */
export async function callWindows(
  sql: Sql,
  configurationId: string,
): Promise<{ fn: string; state: LimiterState }[]> {
  const rows = await sql<{ fn: string; state: unknown }>`
    select function as fn, state from call_windows where configuration_id = ${configurationId} order by function`;
  return rows.flatMap(({ fn, state }) => {
    const read = readLimiterState(state);
    return read === undefined ? [] : [{ fn, state: read }];
  });
}

export async function storeDrift(
  sql: Sql,
  configurationId: string,
  drifts: readonly Drift[],
  now: Temporal.Instant,
): Promise<void> {
  if (drifts.length === 0) return;
  const json = JSON.stringify(drifts.slice(0, 200).map((drift) => ({ ...drift, value: drift.value ?? '' })));
  await sql`
    insert into drift (configuration_id, function, record, kind, field, value, count, last_seen_at)
    select ${configurationId}, fn, record, kind, field, value, count, ${now}
    from jsonb_to_recordset(${json}::jsonb) as new (fn text, record text, kind text, field text, value text, count bigint)
    on conflict (configuration_id, function, record, kind, field, value) do update
    set count = drift.count + excluded.count, last_seen_at = excluded.last_seen_at`;
}

export async function recentDrift(
  sql: Sql,
  configurationId: string,
  since: Temporal.Instant,
): Promise<{ fn: string; kind: string; field: string; value: string; count: number }[]> {
  return sql`
    select function as fn, kind, field, value, count from drift
    where configuration_id = ${configurationId} and last_seen_at >= ${since} order by count desc limit 20`;
}

import type { Executor } from '../../platform/db/database.ts';

export interface OpenCount {
  readonly teamId: string | null;
  readonly teamName: string | null;
  /** 0 for what is older than the first border. */
  readonly bucket: number;
  readonly open: number;
  readonly unassigned: number;
}

/** Open activities by team and age, counted in one pass over an index of the open ones. */
export async function openByTeam(on: Executor, borders: readonly Temporal.Instant[]): Promise<OpenCount[]> {
  return on.sql<OpenCount>`
    select counted.*, t.name as "teamName"
    from (
      select team_id as "teamId", width_bucket(created_at, ${borders}::timestamptz[]) as bucket, count(*) as open,
        count(*) filter (where responsible_id is null) as unassigned
      from activities where state in (200, 201, 202, 203)
      group by 1, 2
    ) counted left join teams t on t.id = counted."teamId"`;
}

/** Created and closed by day; `starts` are the days' first instants, ascending. Days without any are left out. */
export async function countPerDay(
  on: Executor,
  starts: readonly Temporal.Instant[],
): Promise<{ day: number; created: number; closed: number }[]> {
  return on.sql<{ day: number; created: number; closed: number }>`
    select day, sum(created)::bigint as created, sum(closed)::bigint as closed
    from (
      select width_bucket(created_at, ${starts}::timestamptz[]) - 1 as day, count(*) as created, 0 as closed
      from activities where created_at >= ${starts[0] ?? null}::timestamptz group by 1
      union all
      select width_bucket(closed_at, ${starts}::timestamptz[]) - 1, 0, count(*)
      from activities where closed_at >= ${starts[0] ?? null}::timestamptz group by 1
    ) counted group by day`;
}

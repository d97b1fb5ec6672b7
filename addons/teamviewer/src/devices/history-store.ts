import type { Sql } from '@fernwart/addon-kit';

/** One ID of an asset, and when it had it. */
export interface HeldId {
  readonly assetId: string;
  readonly teamviewerId: string;
  readonly origin: string;
  readonly fromAt: Temporal.Instant;
  readonly untilAt: Temporal.Instant | null;
}

/** What happened to IDs outside a synchronisation, as the staged assets show it: set or removed by hand. */
export async function noteSetByHand(sql: Sql, now: Temporal.Instant): Promise<void> {
  await sql`
    update id_history h set until_at = greatest(h.from_at, coalesce(a.set_at, ${now}))
    from staged_assets a
    where a.asset_id = h.asset_id and h.until_at is null
      and a.teamviewer_id is distinct from h.teamviewer_id`;
  await sql`
    insert into id_history (asset_id, teamviewer_id, origin, from_at)
    select a.asset_id, a.teamviewer_id, case when a.by_hand then 'by_hand' else 'synchronised' end, coalesce(a.set_at, ${now})
    from staged_assets a left join id_history h on h.asset_id = a.asset_id and h.until_at is null
    where a.teamviewer_id is not null and h.asset_id is null
    on conflict do nothing`;
}

export async function noteNewIds(
  sql: Sql,
  changes: readonly { readonly assetId: string; readonly after: string | null }[],
  at: Temporal.Instant,
): Promise<void> {
  const assetIds = changes.map((change) => change.assetId);
  const after = changes.map((change) => change.after);
  await sql`
    update id_history set until_at = greatest(from_at, ${at}) where asset_id = any(${assetIds}::text[]) and until_at is null`;
  await sql`
    insert into id_history (asset_id, teamviewer_id, origin, from_at)
    select asset_id, teamviewer_id, 'synchronised', ${at}
    from unnest(${assetIds}::text[], ${after}::text[]) as new (asset_id, teamviewer_id)
    where teamviewer_id is not null
    on conflict (asset_id, from_at, teamviewer_id) do update set until_at = null`;
}

/** The same for planned changes that have been made: those after one asset, through another. */
export async function noteChangedIds(
  sql: Sql,
  made: {
    readonly syncId: string;
    readonly applying: 'removals' | 'others';
    readonly after: string;
    readonly through: string;
  },
  at: Temporal.Instant,
): Promise<void> {
  await sql`
    update id_history h set until_at = greatest(h.from_at, ${at})
    from sync_changes c
    where c.sync_id = ${made.syncId} and (c.kind = 'remove') = ${made.applying === 'removals'}
      and c.asset_id > ${made.after} and c.asset_id <= ${made.through} and not c.kept_by_hand
      and h.asset_id = c.asset_id and h.until_at is null`;
  await sql`
    insert into id_history (asset_id, teamviewer_id, origin, from_at)
    select c.asset_id, c.after, 'synchronised', ${at} from sync_changes c
    where c.sync_id = ${made.syncId} and (c.kind = 'remove') = ${made.applying === 'removals'}
      and c.asset_id > ${made.after} and c.asset_id <= ${made.through} and not c.kept_by_hand and c.after is not null
    on conflict (asset_id, from_at, teamviewer_id) do update set until_at = null`;
}

/** After many have come. */
export async function analyzeHistory(sql: Sql): Promise<void> {
  await sql`analyze id_history`;
}

/** IDs that these assets have had, the newest first. */
export async function idsOfAssets(sql: Sql, assetIds: readonly string[]): Promise<HeldId[]> {
  return sql<HeldId>`
    select asset_id as "assetId", teamviewer_id as "teamviewerId", origin, from_at as "fromAt", until_at as "untilAt"
    from id_history where asset_id = any(${assetIds}::text[]) order by from_at desc, teamviewer_id limit 1000`;
}

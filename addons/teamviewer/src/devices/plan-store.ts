import type { Sql } from '@fernwart/addon-kit';

export interface Change {
  readonly assetId: string;
  readonly assetName: string;
  readonly kind: 'assign' | 'replace' | 'remove';
  readonly before: string | null;
  readonly after: string | null;
  readonly rule: string;
  readonly deviceName: string | null;
}

/** Writes down what the matches change. An ID that goes to another asset leaves the one that has it. */
export async function planChanges(sql: Sql, syncId: string): Promise<void> {
  await sql`delete from sync_changes where sync_id = ${syncId}`;
  await sql`
    insert into sync_changes (sync_id, asset_id, asset_name, kind, before, after, rule, device_name)
    select ${syncId}, a.asset_id, a.name, case when a.teamviewer_id is null then 'assign' else 'replace' end,
      a.teamviewer_id, m.teamviewer_id, m.rule, d.name
    from matches m join staged_assets a on a.asset_id = m.asset_id
    join (select teamviewer_id, min(name) as name from staged_devices where teamviewer_id is not null group by 1) d
      on d.teamviewer_id = m.teamviewer_id
    where a.teamviewer_id is distinct from m.teamviewer_id and not a.by_hand
    order by a.asset_id`;
  await sql`
    insert into sync_changes (sync_id, asset_id, asset_name, kind, before, after, rule)
    select ${syncId}, a.asset_id, a.name, 'remove', a.teamviewer_id, null, m.rule
    from matches m join staged_assets a on a.teamviewer_id = m.teamviewer_id
      and a.asset_id <> m.asset_id
    where not a.by_hand
    on conflict do nothing`;
  await sql`analyze sync_changes (sync_id, asset_id, kind)`;
}

/** Linked devices that a complete reading of their configuration no longer holds, under no entry. */
export async function countVanishing(
  sql: Sql,
  readConfigurationIds: readonly string[],
): Promise<{ vanishing: number; known: number }> {
  const [row] = await sql<{ vanishing: number; known: number }>`
    select count(*) filter (where gone) as vanishing, count(*) as known
    from (
      select s.device_id is null and same.teamviewer_id is null as gone
      from devices d
      left join staged_devices s on s.configuration_id = d.configuration_id and s.device_id = d.device_id and not s.twin
      left join (select distinct teamviewer_id from staged_devices) same on same.teamviewer_id = d.teamviewer_id
      where d.asset_id is not null and d.not_seen_since is null
        and d.configuration_id = any(${readConfigurationIds}::text[])
    ) as linked`;
  return row ?? { vanishing: 0, known: 0 };
}

export async function countChanges(sql: Sql, syncId: string): Promise<Record<Change['kind'], number>> {
  const rows = await sql<{ kind: Change['kind']; count: number }>`
    select kind, count(*) as count from sync_changes where sync_id = ${syncId} group by kind`;
  const counts = { assign: 0, replace: 0, remove: 0 };
  for (const { kind, count } of rows) counts[kind] = count;
  return counts;
}

/** The same for the same changes and the same vanished devices, whenever they were found. */
export async function digestOfPlan(
  sql: Sql,
  syncId: string,
  readConfigurationIds: readonly string[],
): Promise<string> {
  const [row] = await sql<{ digest: string }>`
    select md5(
      coalesce((select string_agg(md5(concat_ws('|', asset_id, coalesce(before, '-'), coalesce(after, '-'))), '' order by asset_id)
        from sync_changes where sync_id = ${syncId}), '')
      || coalesce((select string_agg(md5(d.configuration_id || '|' || d.device_id), '' order by d.configuration_id, d.device_id)
        from devices d where d.asset_id is not null and d.not_seen_since is null
          and d.configuration_id = any(${readConfigurationIds}::text[])
          and not exists (select 1 from staged_devices s
            where s.configuration_id = d.configuration_id and s.device_id = d.device_id)
          and not exists (select 1 from staged_devices s where s.teamviewer_id = d.teamviewer_id)), '')
    ) as digest`;
  return row?.digest ?? '';
}

export type NextChange = Pick<Change, 'assetId' | 'after'>;

/** The next changes by asset: of one kind, after the last asset whose change is made. */
export async function nextChanges(
  sql: Sql,
  at: {
    readonly syncId: string;
    readonly applying: 'removals' | 'others';
    readonly after: string;
    readonly limit: number;
  },
): Promise<NextChange[]> {
  return sql<NextChange>`
    select asset_id as "assetId", after from sync_changes
    where sync_id = ${at.syncId} and (kind = 'remove') = ${at.applying === 'removals'} and asset_id > ${at.after}
    order by asset_id limit ${at.limit}`;
}

/** Those whose ID somebody had set by hand when its turn came. */
export async function markKept(sql: Sql, syncId: string, assetIds: readonly string[]): Promise<void> {
  await sql`
    update sync_changes set kept_by_hand = true where sync_id = ${syncId} and asset_id = any(${assetIds}::text[])`;
}

/** After all changes are made. */
export async function countApplied(sql: Sql, syncId: string): Promise<{ written: number; kept: number }> {
  const [row] = await sql<{ written: number; kept: number }>`
    select count(*) filter (where not kept_by_hand) as written, count(*) filter (where kept_by_hand) as kept
    from sync_changes where sync_id = ${syncId}`;
  return row ?? { written: 0, kept: 0 };
}

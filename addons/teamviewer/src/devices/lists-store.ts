import type { Sql } from '@fernwart/addon-kit';
import type { Change } from './plan-store.ts';

export interface ChangeLine extends Change {
  readonly keptByHand: boolean;
}

/** Changes of one synchronisation by asset name, a page at a time. */
export async function listChanges(
  sql: Sql,
  query: {
    syncId: string;
    kind: string;
    search: string;
    after: { name: string; id: string } | null;
    limit: number;
  },
): Promise<ChangeLine[]> {
  const like = `%${query.search.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return sql<ChangeLine>`
    select asset_id as "assetId", asset_name as "assetName", kind, before, after, rule, device_name as "deviceName",
      kept_by_hand as "keptByHand"
    from sync_changes
    where sync_id = ${query.syncId} and (${query.kind} = '' or kind = ${query.kind})
      and (${query.search} = '' or asset_name ilike ${like} or device_name ilike ${like} or before like ${like} or after like ${like})
      and (${query.after === null}::boolean or (asset_name, asset_id) > (${query.after?.name ?? ''}::text, ${query.after?.id ?? ''}::text))
    order by asset_name, asset_id limit ${query.limit}`;
}

/** Names of assets as the last synchronisation read them. */
export async function namesOfAssets(sql: Sql, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await sql<{ id: string; name: string }>`
    select asset_id as id, name from staged_assets where asset_id = any(${ids}::text[])`;
  return new Map(rows.map((row) => [row.id, row.name]));
}

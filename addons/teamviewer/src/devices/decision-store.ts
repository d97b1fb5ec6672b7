import type { Sql } from '@fernwart/addon-kit';

export interface Decision {
  readonly itemId: string;
  readonly kind: 'link' | 'ignore';
  readonly title: string;
  readonly configurationId: string | null;
  readonly deviceId: string | null;
  readonly teamviewerId: string | null;
  readonly assetId: string | null;
  readonly assetName: string | null;
  readonly personId: string;
  readonly personName: string;
  readonly decidedAt: Temporal.Instant;
  /** The asset was created by it. */
  readonly created: boolean;
}

/** A later decision about the same item, or the same device, takes the place of the earlier one. */
export async function storeDecision(sql: Sql, decision: Decision): Promise<void> {
  await sql`
    delete from decisions where item_id = ${decision.itemId}
      or (kind = 'link' and configuration_id = ${decision.configurationId} and device_id = ${decision.deviceId})`;
  await sql`
    insert into decisions (item_id, kind, title, configuration_id, device_id, teamviewer_id, asset_id, asset_name,
      person_id, person_name, decided_at, created)
    values (${decision.itemId}, ${decision.kind}, ${decision.title}, ${decision.configurationId}, ${decision.deviceId},
      ${decision.teamviewerId}, ${decision.assetId}, ${decision.assetName}, ${decision.personId}, ${decision.personName},
      ${decision.decidedAt}, ${decision.created})`;
}

export async function findDecision(sql: Sql, itemId: string): Promise<Decision | null> {
  const [row] = await sql<Decision>`
    select item_id as "itemId", kind, title, configuration_id as "configurationId", device_id as "deviceId",
      teamviewer_id as "teamviewerId", asset_id as "assetId", asset_name as "assetName", person_id as "personId",
      person_name as "personName", decided_at as "decidedAt", created
    from decisions where item_id = ${itemId}`;
  return row ?? null;
}

export async function removeDecision(sql: Sql, itemId: string): Promise<void> {
  await sql`delete from decisions where item_id = ${itemId}`;
}

export async function listDecisions(sql: Sql, after: string | null, limit: number): Promise<Decision[]> {
  return sql<Decision>`
    select item_id as "itemId", kind, title, configuration_id as "configurationId", device_id as "deviceId",
      teamviewer_id as "teamviewerId", asset_id as "assetId", asset_name as "assetName", person_id as "personId",
      person_name as "personName", decided_at as "decidedAt", created
    from decisions where ${after}::text is null or item_id > ${after}::text order by item_id limit ${limit}`;
}

/** The same as long as nobody decides anything. */
export async function digestOfDecisions(sql: Sql): Promise<string> {
  const [row] = await sql<{ digest: string }>`
    select coalesce(md5(string_agg(concat_ws('|', item_id, kind, configuration_id, device_id, asset_id, decided_at), ';'
      order by item_id)), '') as digest
    from decisions`;
  return row?.digest ?? '';
}

/** Points every entry of an ID to an asset, or to none. */
export async function linkDevices(
  sql: Sql,
  teamviewerId: string,
  assetId: string | null,
  at: Temporal.Instant,
): Promise<void> {
  await sql`
    update devices set asset_id = ${assetId}, rule = case when ${assetId}::text is null then null else 'decision' end,
      linked_at = case when ${assetId}::text is null then null else ${at}::timestamptz end
    where teamviewer_id = ${teamviewerId}`;
}

/** Assets of the last synchronisation by folded name, serial or inventory number; three at most. */
export async function findAssets(
  sql: Sql,
  host: string,
  number: string | null,
): Promise<{ id: string; name: string }[]> {
  return sql<{ id: string; name: string }>`
    select asset_id as id, name from staged_assets
    where (${host} <> '' and host_key = ${host}) or serial_key = ${number} or inventory_key = ${number}
    order by name, asset_id limit 3`;
}

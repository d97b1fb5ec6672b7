import type { Sql } from '@fernwart/addon-kit';

/** A device as it was read, with what it is compared by. */
export interface StagedDevice {
  readonly deviceId: string;
  readonly teamviewerId: string | null;
  readonly name: string;
  readonly host: string;
  readonly domain: string;
  readonly numbers: readonly string[];
  readonly online: string | null;
  readonly lastSeen: string | null;
}

export interface StagedAsset {
  readonly assetId: string;
  readonly name: string;
  readonly host: string;
  readonly domain: string;
  readonly serial: string | null;
  readonly inventory: string | null;
  readonly teamviewerId: string | null;
  readonly byHand: boolean;
  readonly setAt: string | null;
}

export async function clearStagedAssets(sql: Sql): Promise<void> {
  await sql`delete from staged_assets`;
}

export async function stageAssets(sql: Sql, assets: readonly StagedAsset[]): Promise<void> {
  if (assets.length === 0) return;
  const column = <T extends string | boolean | null>(of: (asset: StagedAsset) => T) => assets.map(of);
  await sql`
    insert into staged_assets (asset_id, name, host_key, domain_key, serial_key, inventory_key, teamviewer_id,
      by_hand, set_at)
    select asset_id, name, host_key, domain_key, serial_key, inventory_key, teamviewer_id, by_hand, set_at
    from unnest(${column((one) => one.assetId)}::text[], ${column((one) => one.name)}::text[],
      ${column((one) => one.host)}::text[], ${column((one) => one.domain)}::text[],
      ${column((one) => one.serial)}::text[], ${column((one) => one.inventory)}::text[],
      ${column((one) => one.teamviewerId)}::text[], ${column((one) => one.byHand)}::boolean[],
      ${column((one) => one.setAt)}::timestamptz[])
      as new (asset_id, name, host_key, domain_key, serial_key, inventory_key, teamviewer_id, by_hand, set_at)`;
}

/** After all are staged, before they are matched. */
export async function analyzeAssets(sql: Sql): Promise<void> {
  await sql`analyze staged_assets (asset_id, host_key, serial_key, inventory_key, teamviewer_id)`;
}

/** Devices without a usable TeamViewer ID, by name; such a record is left out and named. */
export async function brokenDevices(sql: Sql, limit: number): Promise<{ name: string; deviceId: string }[]> {
  return sql<{ name: string; deviceId: string }>`
    select name, device_id as "deviceId" from staged_devices
    where teamviewer_id is null and not twin order by name, device_id limit ${limit}`;
}

export async function countStaged(
  sql: Sql,
): Promise<{ devices: number; broken: number; assets: number; withId: number }> {
  const [row] = await sql<{ devices: number; broken: number; assets: number; withId: number }>`
    select (select count(*) from staged_devices where not twin) as devices,
      (select count(*) from staged_devices where not twin and teamviewer_id is null) as broken,
      (select count(*) from staged_assets) as assets,
      (select count(*) from staged_assets where teamviewer_id is not null and not by_hand) as "withId"`;
  return row ?? { devices: 0, broken: 0, assets: 0, withId: 0 };
}

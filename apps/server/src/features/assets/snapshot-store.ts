import type { AssetSnapshot } from '@fernwart/addon-kit';
import { type Executor, fragment, type SqlFragment } from '../../platform/db/database.ts';
import { attributeHash } from './attribute-hash.ts';
import { ofPackage } from './of-package.ts';

type SnapshotRow = Omit<AssetSnapshot, 'attributes'> & {
  readonly attributes: Record<
    string,
    { value: string; origin: 'synchronised' | 'by_hand'; updatedAt: string }
  >;
};

/** Assets as one package sees them: with its own attributes, and those of nobody else. */
async function select(on: Executor, packageId: string, which: SqlFragment): Promise<AssetSnapshot[]> {
  const rows = await on.sql<SnapshotRow>`
    select asset.id, asset.name, asset.serial_number as "serialNumber",
      asset.inventory_number as "inventoryNumber", asset.owner_id as "ownerId",
      coalesce((
        select jsonb_object_agg(own.attribute,
          jsonb_build_object('value', own.value, 'origin', own.origin, 'updatedAt', own.updated_at))
        from asset_attributes own
        where own.asset_id = asset.id and ${ofPackage(fragment`own.package_id`, packageId)}), '{}') as attributes
    from assets asset ${which}`;
  return rows.map(present);
}

function present(row: SnapshotRow): AssetSnapshot {
  const attributes = Object.entries(row.attributes).map(([name, attribute]) => [
    name,
    { ...attribute, updatedAt: Temporal.Instant.from(attribute.updatedAt) },
  ]);
  return { ...row, attributes: Object.fromEntries(attributes) };
}

export async function findAssetSnapshot(
  on: Executor,
  packageId: string,
  id: string,
): Promise<AssetSnapshot | null> {
  return (await select(on, packageId, fragment`where asset.id = ${id}::uuid`))[0] ?? null;
}

export function findAssetsOfActivity(
  on: Executor,
  packageId: string,
  activityId: string,
): Promise<AssetSnapshot[]> {
  return select(
    on,
    packageId,
    fragment`join activity_assets link on link.asset_id = asset.id
      where link.activity_id = ${activityId}::uuid order by lower(asset.name), asset.id`,
  );
}

export function findAssetsAfter(
  on: Executor,
  packageId: string,
  after: string | null,
  limit: number,
): Promise<AssetSnapshot[]> {
  return select(
    on,
    packageId,
    fragment`where ${after}::uuid is null or asset.id > ${after}::uuid order by asset.id limit ${limit}::int`,
  );
}

/** The sum over all assets and one package's attributes; any order gives the same. */
export async function sumUpAssets(on: Executor, packageId: string): Promise<string> {
  const [row] = await on.sql<{ sum: string }>`
    select (coalesce((select sum(hashtextextended(concat_ws(chr(31), id, name, coalesce(serial_number, chr(30)),
        coalesce(inventory_number, chr(30)), coalesce(owner_id::text, '')), 0)) from assets), 0)
      + coalesce((select sum(${attributeHash(fragment`own`)}) from asset_attributes own
        where own.package_id = ${packageId}), 0))::text as sum`;
  return row?.sum ?? '0';
}

import { type Executor, fragment, type SqlFragment, type Tx } from '../../platform/db/database.ts';
import { storableText } from '../../platform/db/storable-text.ts';

/** What an asset's row tells, without the attributes of packages. */
export interface StoredAsset {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly serialNumber: string | null;
  readonly inventoryNumber: string | null;
  readonly manufacturer: string | null;
  readonly model: string | null;
  readonly location: string | null;
  readonly ownerId: string | null;
  readonly ownerName: string | null;
  readonly createdAt: Temporal.Instant;
  readonly updatedAt: Temporal.Instant;
  readonly version: number;
}

export const assetColumns = fragment`
  asset.id, asset.name, asset.kind, asset.serial_number as "serialNumber",
  asset.inventory_number as "inventoryNumber", asset.manufacturer, asset.model, asset.location,
  asset.owner_id as "ownerId", (select name from people where id = asset.owner_id) as "ownerName",
  asset.created_at as "createdAt", asset.updated_at as "updatedAt", asset.version`;

export function findAsset(on: Executor, id: string): Promise<StoredAsset | null> {
  return one(on, id, fragment``);
}

/** Holds the asset's row until the end of the transaction. */
export function findAssetForUpdate(tx: Tx, id: string): Promise<StoredAsset | null> {
  return one(tx, id, fragment`for update of asset`);
}

async function one(on: Executor, id: string, lock: SqlFragment): Promise<StoredAsset | null> {
  const rows = await on.sql<StoredAsset>`
    select ${assetColumns} from assets asset where asset.id = ${id}::uuid ${lock}`;
  return rows[0] ?? null;
}

/** What people can change about an asset. */
export type AssetFields = Pick<
  StoredAsset,
  'name' | 'kind' | 'serialNumber' | 'inventoryNumber' | 'manufacturer' | 'model' | 'location' | 'ownerId'
>;

/** Answers false when the inventory number is taken. */
export async function insertAsset(
  tx: Tx,
  id: string,
  asset: AssetFields,
  at: Temporal.Instant,
): Promise<boolean> {
  const rows = await tx.sql`
    insert into assets (id, name, kind, serial_number, inventory_number, manufacturer, model, location, owner_id,
      created_at, updated_at)
    values (${id}, ${storableText(asset.name)}, ${storableText(asset.kind)}, ${text(asset.serialNumber)},
      ${text(asset.inventoryNumber)}, ${text(asset.manufacturer)}, ${text(asset.model)}, ${text(asset.location)},
      ${asset.ownerId}, ${at}, ${at})
    on conflict (inventory_number) do nothing returning id`;
  return rows.length === 1;
}

export async function noteMaker(tx: Tx, id: string, packageId: string): Promise<void> {
  await tx.sql`update assets set made_by_package = ${packageId} where id = ${id}`;
}

/** Deletes what a package created, unless somebody has changed it, linked it or set a value on it. */
export async function deleteUntouched(tx: Tx, packageId: string, id: string): Promise<boolean> {
  const rows = await tx.sql`
    delete from assets asset
    where asset.id = ${id}::uuid and asset.made_by_package = ${packageId} and asset.version = 1
      and not exists (select 1 from activity_assets link where link.asset_id = asset.id)
      and not exists (select 1 from asset_attributes own where own.asset_id = asset.id
        and (own.package_id <> ${packageId} or own.origin = 'by_hand'))
    returning 1`;
  return rows.length > 0;
}

/** Makes it a new version. The caller holds the row. Rejects with the database's `23505` when the inventory number is taken. */
export async function saveAsset(tx: Tx, id: string, asset: AssetFields, at: Temporal.Instant): Promise<void> {
  await tx.sql`
    update assets set name = ${storableText(asset.name)}, kind = ${storableText(asset.kind)},
      serial_number = ${text(asset.serialNumber)}, inventory_number = ${text(asset.inventoryNumber)},
      manufacturer = ${text(asset.manufacturer)}, model = ${text(asset.model)}, location = ${text(asset.location)},
      owner_id = ${asset.ownerId}, updated_at = ${at}, version = version + 1
    where id = ${id}`;
}

export async function isActivePerson(on: Executor, id: string): Promise<boolean> {
  return (await on.sql`select 1 from people where id = ${id} and active`).length === 1;
}

function text(value: string | null): string | null {
  return value === null ? null : storableText(value);
}

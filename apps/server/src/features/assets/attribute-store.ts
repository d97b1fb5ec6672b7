import type { AttributeWrite } from '@fernwart/addon-kit';
import { type Executor, fragment, type Tx } from '../../platform/db/database.ts';
import { storableText } from '../../platform/db/storable-text.ts';
import { attributeHash } from './attribute-hash.ts';

export interface StoredAttribute {
  readonly assetId: string;
  readonly packageId: string;
  readonly name: string;
  readonly value: string;
  readonly origin: 'synchronised' | 'by_hand';
  readonly updatedAt: Temporal.Instant;
}

export async function findAttributes(
  on: Executor,
  assetIds: readonly string[],
): Promise<Map<string, StoredAttribute[]>> {
  const rows = await on.sql<StoredAttribute>`
    select asset_id as "assetId", package_id as "packageId", attribute as name, value, origin, updated_at as "updatedAt"
    from asset_attributes where asset_id = any(${assetIds}::uuid[])
    order by package_id, attribute`;
  return Map.groupBy(rows, (row) => row.assetId);
}

interface AttributeRow {
  readonly assetId: string;
  readonly attribute: string;
  /** What it adds to the fingerprint; of a removed one, nothing. */
  readonly hash: string;
}

function shiftOf(before: readonly AttributeRow[], changed: readonly AttributeRow[]): string {
  const keyOf = (row: AttributeRow) => `${row.assetId} ${row.attribute}`;
  const earlier = new Map(before.map((row) => [keyOf(row), BigInt(row.hash)]));
  return changed
    .reduce((sum, row) => sum + BigInt(row.hash) - (earlier.get(keyOf(row)) ?? 0n), 0n)
    .toString();
}

/**
 * Removes and writes in three statements, however many there are. Rows are locked in the order of their keys, so that
 * two callers wait for each other instead of blocking each other. No write may name the same attribute of an asset twice.
 */
export async function applyWrites(
  tx: Tx,
  packageId: string,
  writes: readonly AttributeWrite[],
  at: Temporal.Instant,
): Promise<{ changed: string[]; kept: string[]; shift: string }> {
  const assetIds = writes.map((write) => write.assetId);
  const attributes = writes.map((write) => write.attribute);
  const values = writes.map((write) => (write.value === null ? null : storableText(write.value)));
  const origins = writes.map((write) => write.origin);
  const there = fragment`there`;
  const kept = await tx.sql<AttributeRow & { byHand: boolean; differs: boolean }>`
    select there.asset_id as "assetId", there.attribute, ${attributeHash(there)}::text as hash, there.origin = 'by_hand' and wanted.origin = 'synchronised' as "byHand",
      there.value is distinct from wanted.value as differs
    from unnest(${assetIds}::uuid[], ${attributes}::text[], ${values}::text[], ${origins}::text[])
        as wanted (asset_id, attribute, value, origin)
      join asset_attributes there
        on there.asset_id = wanted.asset_id and there.attribute = wanted.attribute and there.package_id = ${packageId}
    order by there.asset_id, there.attribute
    for update of there`;
  const removes = values.includes(null);
  const removed = !removes
    ? []
    : await tx.sql<AttributeRow>`
    delete from asset_attributes there
    using unnest(${assetIds}::uuid[], ${attributes}::text[], ${values}::text[], ${origins}::text[])
      as wanted (asset_id, attribute, value, origin)
    where there.asset_id = wanted.asset_id and there.attribute = wanted.attribute and there.package_id = ${packageId}
      and wanted.value is null and (there.origin = 'synchronised' or wanted.origin = 'by_hand')
    returning there.asset_id as "assetId", there.attribute, '0' as hash`;
  const written = await tx.sql<AttributeRow>`
    insert into asset_attributes as there (asset_id, package_id, attribute, value, origin, updated_at)
    select wanted.asset_id, ${packageId}::text, wanted.attribute, wanted.value, wanted.origin, ${at}::timestamptz
    from unnest(${assetIds}::uuid[], ${attributes}::text[], ${values}::text[], ${origins}::text[])
        as wanted (asset_id, attribute, value, origin)
      join assets asset on asset.id = wanted.asset_id
    where wanted.value is not null
    order by wanted.asset_id, wanted.attribute
    on conflict (asset_id, package_id, attribute) do update
      set value = excluded.value, origin = excluded.origin, updated_at = excluded.updated_at
      where (there.origin = 'synchronised' or excluded.origin = 'by_hand')
        and (there.value, there.origin) is distinct from (excluded.value, excluded.origin)
    returning there.asset_id as "assetId", there.attribute, ${attributeHash(there)}::text as hash`;
  const changed = [...removed, ...written];
  return {
    changed: changed.map((row) => row.assetId),
    kept: kept.filter((row) => row.byHand && row.differs).map((row) => row.assetId),
    shift: shiftOf(kept, changed),
  };
}

export async function removePackageAttributes(tx: Tx, packageId: string): Promise<void> {
  await tx.sql`delete from asset_attributes where package_id = ${packageId}`;
}

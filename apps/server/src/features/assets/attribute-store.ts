import type { AttributeWrite } from '@fernwart/addon-kit';
import { type Executor, fragment, type Tx } from '../../platform/db/database.ts';
import { storableText } from '../../platform/db/storable-text.ts';
import { attributeHash } from './attribute-hash.ts';
import { ofPackage } from './of-package.ts';

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

/** What one statement changed. */
interface Changed {
  readonly count: number;
  /** Some of the assets, each once: as many as were asked for. */
  readonly some: string[];
  /** How much more the rows add to the fingerprint than before. */
  readonly shift: string;
}

/**
 * Removes and writes in three statements, however many there are. Rows are locked in the order of their keys, so that
 * two callers wait for each other instead of blocking each other. No write may name the same attribute of an asset twice.
 * Answers how many rows changed, `named` of their assets, those whose value was kept, and how the fingerprint moved.
 */
export async function applyWrites(
  tx: Tx,
  packageId: string,
  writes: readonly AttributeWrite[],
  at: Temporal.Instant,
  named: number,
): Promise<{ written: number; some: string[]; kept: string[]; shift: string }> {
  if (writes.length === 0) return { written: 0, some: [], kept: [], shift: '0' };
  const sorted = writes.toSorted((one, other) => compare(keyOf(one), keyOf(other)));
  const values = sorted.map((write) => (write.value === null ? null : storableText(write.value)));
  const wanted = fragment`
    unnest(${sorted.map((write) => write.assetId)}::uuid[], ${sorted.map((write) => write.attribute)}::text[],
      ${values}::text[], ${sorted.map((write) => write.origin)}::text[]) as wanted (asset_id, attribute, value, origin)`;
  // Each is looked up by its key (`offset 0` keeps it so): while many are written, the planner's idea of the table lags
  // behind, and joins that are planned for a handful of rows take the square of them.
  const own = fragment`
    asset_id = wanted.asset_id and attribute = wanted.attribute and ${ofPackage(fragment`package_id`, packageId)}`;
  const kept = await tx.sql<{ assetId: string; byHand: boolean; differs: boolean }>`
    select there.asset_id as "assetId", there.origin = 'by_hand' and wanted.origin = 'synchronised' as "byHand",
      there.value is distinct from wanted.value as differs
    from ${wanted} cross join lateral (select * from asset_attributes where ${own} offset 0 for update) there`;
  const there = fragment`there`;
  const removed = values.includes(null)
    ? await tx.sql<Changed>`
    with removed as (
      delete from asset_attributes there using ${wanted}
      where there.asset_id = wanted.asset_id and there.attribute = wanted.attribute
        and ${ofPackage(fragment`there.package_id`, packageId)} and wanted.value is null and (there.origin = 'synchronised' or wanted.origin = 'by_hand')
      returning there.asset_id, ${attributeHash(there)} as hash
    )
    select count(*) as count, array(select distinct asset_id::text from removed limit ${named}) as some,
      coalesce(-sum(hash), 0)::text as shift
    from removed`
    : [];
  // The last select sees the table as it was before the insert.
  const written = await tx.sql<Changed>`
    with written as (
      insert into asset_attributes as there (asset_id, package_id, attribute, value, origin, updated_at)
      select wanted.asset_id, ${packageId}::text, wanted.attribute, wanted.value, wanted.origin, ${at}::timestamptz
      from ${wanted} cross join lateral (select id from assets where id = wanted.asset_id offset 0) asset
      where wanted.value is not null
      on conflict (asset_id, package_id, attribute) do update
        set value = excluded.value, origin = excluded.origin, updated_at = excluded.updated_at
        where (there.origin = 'synchronised' or excluded.origin = 'by_hand')
          and (there.value, there.origin) is distinct from (excluded.value, excluded.origin)
      returning there.asset_id, there.attribute, ${attributeHash(there)} as hash
    )
    select count(*) as count, array(select distinct asset_id::text from written limit ${named}) as some,
      (coalesce(sum(wanted.hash), 0) - coalesce(sum(before.hash), 0))::text as shift
    from written wanted left join lateral (
      select ${attributeHash(there)} as hash from asset_attributes there where ${own} offset 0) before on true`;
  const changes = [...removed, ...written];
  return {
    written: changes.reduce((sum, change) => sum + change.count, 0),
    some: [...new Set(changes.flatMap((change) => change.some))],
    kept: kept.filter((row) => row.byHand && row.differs).map((row) => row.assetId),
    shift: changes.reduce((sum, change) => sum + BigInt(change.shift), 0n).toString(),
  };
}

function keyOf({ assetId, attribute }: AttributeWrite): string {
  return `${assetId.toLowerCase()} ${attribute}`;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

export async function removePackageAttributes(tx: Tx, packageId: string): Promise<void> {
  await tx.sql`delete from asset_attributes where package_id = ${packageId}`;
}

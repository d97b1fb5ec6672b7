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
  /** What rows that were written add to the fingerprint, or those that were removed take from it. */
  readonly shift: string;
}

/** A row that is there and is not as it is wanted. */
interface Found {
  readonly assetId: string;
  /** It was set by hand, and what is wanted was not. */
  readonly isHeld: boolean;
  readonly differs: boolean;
  readonly isRemoval: boolean;
  readonly hash: string;
}

/**
 * Removes and writes in three statements, however many there are. Rows are locked in the order of their keys, so that
 * two callers wait for each other instead of blocking each other. No write may name the same attribute of an asset twice.
 * Answers how many rows changed, `named` of their assets, those whose value was kept, and how the fingerprint moved; a row
 * that somebody else wrote first in the same moment may be missing from that, and the assets then count as changed.
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
  const there = fragment`there`;
  const found = await tx.sql<Found>`
    select there.asset_id as "assetId", there.origin = 'by_hand' and wanted.origin = 'synchronised' as "isHeld",
      there.value is distinct from wanted.value as differs, wanted.value is null as "isRemoval",
      ${attributeHash(there)}::text as hash
    from ${wanted} cross join lateral (select * from asset_attributes where ${own} offset 0 for update) there
    where (there.value, there.origin) is distinct from (wanted.value, wanted.origin)`;
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
      returning there.asset_id, ${attributeHash(there)} as hash
    )
    select count(*) as count, array(select distinct asset_id::text from written limit ${named}) as some,
      coalesce(sum(hash), 0)::text as shift
    from written`;
  const changes = [...removed, ...written];
  const added = changes.reduce((sum, change) => sum + BigInt(change.shift), 0n);
  const replaced = found.filter((row) => !row.isHeld && !row.isRemoval);
  return {
    written: changes.reduce((sum, change) => sum + change.count, 0),
    some: [...new Set(changes.flatMap((change) => change.some))],
    kept: found.filter((row) => row.isHeld && row.differs).map((row) => row.assetId),
    shift: replaced.reduce((sum, { hash }) => sum - BigInt(hash), added).toString(),
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

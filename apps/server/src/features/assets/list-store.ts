import type { assetsQuery } from '@fernwart/contract';
import type { z } from 'zod';
import { type Executor, fragment, type SqlFragment } from '../../platform/db/database.ts';
import { containing } from '../../platform/db/storable-text.ts';
import { type KeyKind, keysetCursor } from '../../platform/http/keyset-cursor.ts';
import { assetColumns, type StoredAsset } from './store.ts';

export type AssetsQuery = z.output<typeof assetsQuery>;

// Texts no longer than a cursor may carry; the id decides between equals.
const sortKeys: Record<AssetsQuery['sort'], { column: SqlFragment; type: SqlFragment; kind: KeyKind }> = {
  name: { column: fragment`left(lower(asset.name), 40)`, type: fragment`text`, kind: 'text' },
  inventoryNumber: {
    column: fragment`left(lower(coalesce(asset.inventory_number, '')), 40)`,
    type: fragment`text`,
    kind: 'text',
  },
  serialNumber: {
    column: fragment`left(lower(coalesce(asset.serial_number, '')), 40)`,
    type: fragment`text`,
    kind: 'text',
  },
  updatedAt: { column: fragment`asset.updated_at`, type: fragment`timestamptz`, kind: 'instant' },
};

/** One page of all assets, or of one owner's. */
export async function listAssets(
  on: Executor,
  onlyOwnedBy: string | null,
  query: AssetsQuery,
): Promise<{ rows: StoredAsset[]; nextCursor: string | undefined; total: number }> {
  const { column, type, kind } = sortKeys[query.sort];
  const cursor = keysetCursor(`assets:${query.sort}:${query.direction}`, kind);
  const after = cursor.decode(query.cursor);
  const direction = query.direction === 'asc' ? fragment`asc` : fragment`desc`;
  const beyond = query.direction === 'asc' ? fragment`>` : fragment`<`;
  const matching = conditions(onlyOwnedBy, query);
  const start = after
    ? fragment`and (${column}, asset.id) ${beyond} (${after.key}::${type}, ${after.id}::uuid)`
    : fragment``;
  const rows = await on.sql<StoredAsset & { sortKey: string }>`
    select ${assetColumns}, ${column}::text as "sortKey"
    from assets asset where ${matching} ${start}
    order by ${column} ${direction}, asset.id ${direction}
    limit ${query.limit + 1}::int`;
  const [count] = await on.sql<{ total: number }>`
    select count(*) as total from assets asset where ${matching}`;
  const shown = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? shown.at(-1) : undefined;
  return {
    rows: shown,
    nextCursor: last && cursor.encode({ key: last.sortKey, id: last.id }),
    total: count?.total ?? 0,
  };
}

function conditions(onlyOwnedBy: string | null, query: AssetsQuery): SqlFragment {
  const all = [fragment`true`];
  if (onlyOwnedBy !== null) all.push(fragment`asset.owner_id = ${onlyOwnedBy}::uuid`);
  if (query.owner) all.push(fragment`asset.owner_id = ${query.owner}::uuid`);
  if (query.search?.trim()) all.push(found(containing(query.search.trim())));
  return all.reduce((left, right) => fragment`${left} and ${right}`);
}

/** By name, numbers, model, owner, or what a package knows it by. */
function found(pattern: string): SqlFragment {
  return fragment`(asset.name ilike ${pattern} or asset.serial_number ilike ${pattern}
    or asset.inventory_number ilike ${pattern} or asset.model ilike ${pattern}
    or asset.owner_id in (select id from people where name ilike ${pattern})
    or asset.id in (select asset_id from asset_attributes where value ilike ${pattern}))`;
}

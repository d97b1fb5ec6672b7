import type { SavedActivitiesFilter, SavedFilter } from '@fernwart/contract';
import type { Executor, Tx } from '../../platform/db/database.ts';
import { storableJson, storableText } from '../../platform/db/storable-text.ts';

export async function listFilters(on: Executor, personId: string): Promise<SavedFilter[]> {
  return on.sql<SavedFilter>`
    select id, name, filter from saved_filters where person_id = ${personId} order by lower(name), id`;
}

/** Null when the name is taken. */
export async function insertFilter(
  tx: Tx,
  row: SavedFilter & { personId: string; at: Temporal.Instant },
): Promise<SavedFilter | null> {
  const rows = await tx.sql<SavedFilter>`
    insert into saved_filters (id, person_id, name, filter, created_at)
    values (${row.id}, ${row.personId}, ${storableText(row.name)}, ${storableJson(row.filter)}::jsonb, ${row.at})
    on conflict (person_id, lower(name)) do nothing
    returning id, name, filter`;
  return rows[0] ?? null;
}

export async function isNameTaken(tx: Tx, personId: string, id: string, name: string): Promise<boolean> {
  const rows = await tx.sql`
    select from saved_filters
    where person_id = ${personId} and id <> ${id}::uuid and lower(name) = lower(${storableText(name)})`;
  return rows.length > 0;
}

/** Null when this person has none with this id. */
export async function updateFilter(
  tx: Tx,
  personId: string,
  id: string,
  change: { name?: string | undefined; filter?: SavedActivitiesFilter | undefined },
): Promise<SavedFilter | null> {
  const name = change.name === undefined ? null : storableText(change.name);
  const filter = change.filter === undefined ? null : storableJson(change.filter);
  const rows = await tx.sql<SavedFilter>`
    update saved_filters set name = coalesce(${name}::text, name), filter = coalesce(${filter}::jsonb, filter)
    where person_id = ${personId} and id = ${id}::uuid
    returning id, name, filter`;
  return rows[0] ?? null;
}

/** Answers whether this person had one with this id. */
export async function deleteFilter(on: Executor, personId: string, id: string): Promise<boolean> {
  const rows = await on.sql`
    delete from saved_filters where person_id = ${personId} and id = ${id}::uuid returning id`;
  return rows.length > 0;
}

/** Holds the person's row, so that what is counted stays counted. */
export async function countFilters(tx: Tx, personId: string): Promise<number> {
  await tx.sql`select from people where id = ${personId} for no key update`;
  const [row] = await tx.sql<{ count: number }>`
    select count(*) as count from saved_filters where person_id = ${personId}`;
  return row?.count ?? 0;
}

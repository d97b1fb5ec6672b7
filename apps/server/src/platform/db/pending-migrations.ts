import type { Executor } from './database.ts';
import { readMigrations } from './migrate.ts';

/** Names of the migrations that this database has seen; none in an empty one. */
export async function appliedMigrations(on: Executor): Promise<string[]> {
  const [table] = await on.sql<{ exists: boolean }>`
    select to_regclass('schema_migrations') is not null as exists`;
  if (!table?.exists) return [];
  const rows = await on.sql<{ name: string }>`select name from schema_migrations order by name`;
  return rows.map(({ name }) => name);
}

/** Names of the migrations that this database has not seen yet; changes nothing. */
export async function pendingMigrations(on: Executor): Promise<string[]> {
  const applied = new Set(await appliedMigrations(on));
  return (await readMigrations()).map(({ name }) => name).filter((name) => !applied.has(name));
}

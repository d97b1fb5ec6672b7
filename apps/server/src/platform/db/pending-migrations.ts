import type { Executor } from './database.ts';
import { readMigrations } from './migrate.ts';

/** Names of the migrations that this database has not seen yet; changes nothing. */
export async function pendingMigrations(on: Executor): Promise<string[]> {
  const [table] = await on.sql<{ exists: boolean }>`
    select to_regclass('schema_migrations') is not null as exists`;
  const rows = table?.exists ? await on.sql<{ name: string }>`select name from schema_migrations` : [];
  const applied = new Set(rows.map(({ name }) => name));
  return (await readMigrations()).map(({ name }) => name).filter((name) => !applied.has(name));
}

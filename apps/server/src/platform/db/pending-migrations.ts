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

/** What differs between this database and our migrations: not applied yet, applied in another wording, not known here. */
export async function migrationState(
  on: Executor,
): Promise<{ pending: string[]; changed: string[]; unknown: string[] }> {
  const ours = await readMigrations();
  const digests =
    (await appliedMigrations(on)).length > 0 ? await appliedDigests(on) : new Map<string, string>();
  const names = new Set(ours.map(({ name }) => name));
  return {
    pending: ours.filter(({ name }) => !digests.has(name)).map(({ name }) => name),
    changed: ours
      .filter(({ name, digest }) => digests.has(name) && digests.get(name) !== digest)
      .map(({ name }) => name),
    unknown: [...digests.keys()].filter((name) => !names.has(name)),
  };
}

async function appliedDigests(on: Executor): Promise<Map<string, string>> {
  const rows = await on.sql<{ name: string; digest: string }>`
    select name, digest from schema_migrations order by name`;
  return new Map(rows.map(({ name, digest }) => [name, digest]));
}

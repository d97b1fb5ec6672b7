import { readdir, readFile } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';

/** The database that holds the package's tables. */
export type PackageDatabase = PGlite;

const migrations = new URL('../migrations/', import.meta.url);

/** The package's schema in a PostgreSQL in memory, with every migration applied. */
export async function openPackageDatabase(): Promise<PackageDatabase> {
  const database = await PGlite.create();
  await database.exec('create schema pkg_teamviewer; set search_path to pkg_teamviewer');
  const names = (await readdir(migrations)).sort();
  for (const name of names) await database.exec(await readFile(new URL(name, migrations), 'utf8'));
  return database;
}

/** Empties all tables, which is quicker than a new database. */
export async function emptyPackageDatabase(database: PackageDatabase): Promise<void> {
  const { rows } = await database.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'pkg_teamviewer'`,
  );
  await database.exec(`truncate ${rows.map((row) => row.name).join(', ')} cascade`);
}

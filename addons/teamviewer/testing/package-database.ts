import { readdir, readFile } from 'node:fs/promises';
import { PGlite, types } from '@electric-sql/pglite';
import type { Sql, SqlValue } from '@fernwart/addon-kit';

/** The database that holds the package's tables. */
export type PackageDatabase = PGlite;

const migrations = new URL('../migrations/', import.meta.url);

/** The package's schema in a PostgreSQL in memory, with every migration applied. */
export async function openPackageDatabase(): Promise<PackageDatabase> {
  const database = await PGlite.create({
    parsers: {
      [types.TIMESTAMPTZ]: (text: string) => Temporal.Instant.from(text.replace(' ', 'T')),
      [types.INT8]: Number,
    },
  });
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

/** The tag of `host.sql` on anything that PGlite can query. */
export function sqlOn(on: Pick<PGlite, 'query'>): Sql {
  return async <Row extends object>(strings: TemplateStringsArray, ...values: readonly SqlValue[]) => {
    const text = strings.reduce((all, piece, index) => `${all}$${index}${piece}`);
    return (await on.query<Row>(text, values.map(parameter))).rows;
  };
}

function parameter(value: SqlValue): unknown {
  return value instanceof Temporal.Instant ? value.toString() : value;
}

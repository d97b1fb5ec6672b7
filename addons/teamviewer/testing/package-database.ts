import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** A throw-away PostgreSQL server: `postgres://…/postgres`. */
    postgresUrl: string;
  }
}

interface Queryable {
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- PGlite's own signature: who asks says the rows' type.
  query<Row>(text: string, values?: unknown[]): Promise<{ rows: Row[] }>;
}

/** The database that holds the package's tables. */
export interface PackageDatabase extends Queryable {
  transaction<T>(work: (on: Queryable) => Promise<T>): Promise<T | undefined>;
  /** Statements without parameters, several at once. */
  exec(text: string): Promise<unknown>;
  close(): Promise<void>;
}

const schema = 'create schema pkg_teamviewer; set search_path to pkg_teamviewer';
const migrations = new URL('../migrations/', import.meta.url);

/** `describe.each(packageDatabases)('… on $kind', ({ open }) => …)`: each opened one is empty and has every migration. */
export const packageDatabases = [
  { kind: 'PGlite', open: openPackageDatabase },
  { kind: 'PostgreSQL', open: openPostgresPackageDatabase },
] as const;

/** The package's schema in a PostgreSQL in memory, with every migration applied. */
export async function openPackageDatabase(): Promise<PGlite> {
  const database = await PGlite.create();
  await database.exec(schema);
  await migrate(database);
  return database;
}

/** The same on the test run's PostgreSQL server; closing throws the database away. */
export async function openPostgresPackageDatabase(): Promise<PackageDatabase> {
  const server = inject('postgresUrl');
  const name = `package_${randomBytes(6).toString('hex')}`;
  await onServer(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const pool = new pg.Pool({
    connectionString: url.href,
    options: '-c search_path=pkg_teamviewer',
    max: 10,
    types: { getTypeParser: numbers as typeof pg.types.getTypeParser },
  });
  // Connections that rest are cut when the database is dropped.
  pool.on('error', () => undefined);
  const database: PackageDatabase = {
    query: asPGlite(pool),
    exec: (text) => pool.query(text),
    async transaction(work) {
      const client = await pool.connect();
      try {
        await client.query('begin');
        const result = await work({ query: asPGlite(client) });
        await client.query('commit');
        return result;
      } catch (error) {
        await client.query('rollback');
        throw error;
      } finally {
        client.release();
      }
    },
    async close() {
      await pool.end();
      await onServer(server, `drop database if exists ${name} with (force)`);
    },
  };
  await database.exec(schema);
  await migrate(database);
  return database;
}

/** Empties all tables, which is quicker than a new database. */
export async function emptyPackageDatabase(database: PackageDatabase): Promise<void> {
  const { rows } = await database.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'pkg_teamviewer'`,
  );
  await database.exec(`truncate ${rows.map((row) => row.name).join(', ')} cascade`);
}

async function migrate(database: PackageDatabase): Promise<void> {
  const names = (await readdir(migrations)).sort();
  for (const name of names) await database.exec(await readFile(new URL(name, migrations), 'utf8'));
}

/** The driver takes any type for its rows; who asks says which, as with PGlite. */
function asPGlite(on: { query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }> }) {
  return on.query.bind(on) as Queryable['query'];
}

/** PostgreSQL's number for the type bigint. */
const int8 = 20;

/** As `host.sql` has it: a bigint is a number. */
function numbers(oid: number, format?: 'text' | 'binary'): unknown {
  if (oid === int8) return Number;
  return pg.types.getTypeParser(oid, format);
}

async function onServer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

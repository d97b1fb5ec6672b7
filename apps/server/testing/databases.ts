import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import type { Database } from '../src/platform/db/database.ts';
import { migrate } from '../src/platform/db/migrate.ts';
import { openDatabase } from '../src/platform/db/open-database.ts';
import { type PglitePool, pglitePool } from '../src/platform/db/pglite-pool.ts';
import { openPostgresDatabase } from '../src/platform/db/postgres-database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A throw-away PostgreSQL server: `postgres://…/postgres`. */
    postgresUrl: string;
  }
}

export interface TestDatabase {
  readonly kind: Database['kind'];
  /** A freshly migrated database of its own; `close()` throws it away. */
  open(): Promise<Database>;
}

let snapshot: Promise<Uint8Array<ArrayBuffer>> | undefined;

const pglite: TestDatabase = {
  kind: 'pglite',
  async open() {
    // Migrating costs a second, loading a snapshot a tenth of it: made once per test file.
    snapshot ??= migratedSnapshot();
    return openDatabase('pglite', await pglitePool({ snapshot: await snapshot }), report);
  },
};

const postgres: TestDatabase = {
  kind: 'postgres',
  async open() {
    const { url, drop } = await createTestDatabase();
    const database = openPostgresDatabase(url, report);
    await migrate(database);
    return {
      ...database,
      async close() {
        await database.close();
        await drop();
      },
    };
  },
};

/** An empty database on the test server, for tests that start processes of their own. */
export async function createTestDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const server = inject('postgresUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(server, `drop database if exists ${name} with (force)`) };
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

async function migratedSnapshot(): Promise<Uint8Array<ArrayBuffer>> {
  const pool: PglitePool = await pglitePool({});
  const database = openDatabase('pglite', pool, report);
  await migrate(database);
  const bytes = await pool.dump();
  await database.close();
  return bytes;
}

function report(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error));
}

/** `describe.each(testDatabases)('… on $kind', ({ open }) => …)` */
export const testDatabases: readonly TestDatabase[] = [pglite, postgres];

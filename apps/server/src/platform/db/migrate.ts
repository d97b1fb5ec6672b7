import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type { Database } from './database.ts';

const folder = new URL('../../../migrations/', import.meta.url);
// Any number of our own: it only has to be the same on every node.
const lockNumber = 7_216_044;

export class MigrationChangedError extends Error {
  readonly code = 'migration_changed';
  constructor(name: string) {
    super(
      `The migration ${name} was applied to this database in another wording. Restore the file; migrations are append-only.`,
    );
  }
}

export interface Migration {
  readonly name: string;
  readonly text: string;
  readonly digest: string;
}

export async function readMigrations(): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(new URL(name, folder), 'utf8');
      return { name, text, digest: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

/**
 * Brings the database up to date in one transaction and answers the names of what it applied. Nodes that start
 * together wait for each other at the lock; whoever comes second finds nothing to do.
 */
export async function migrate(database: Database): Promise<string[]> {
  const migrations = await readMigrations();
  return database.transaction(async (tx) => {
    await tx.sql`select pg_advisory_xact_lock(${lockNumber})`;
    await tx.sql`create table if not exists schema_migrations (
      name text primary key, digest text not null, applied_at timestamptz not null default now())`;
    const applied = new Map(
      (await tx.sql<{ name: string; digest: string }>`select name, digest from schema_migrations`).map(
        (row) => [row.name, row.digest],
      ),
    );
    const done: string[] = [];
    for (const { name, text, digest } of migrations) {
      const known = applied.get(name);
      if (known !== undefined && known !== digest) throw new MigrationChangedError(name);
      if (known !== undefined) continue;
      await tx.query(text);
      await tx.sql`insert into schema_migrations (name, digest) values (${name}, ${digest})`;
      done.push(name);
    }
    return done;
  });
}

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { StartRefused } from '../start-refused.ts';
import type { Database, Tx } from './database.ts';
import { databaseAway } from './database-away.ts';

const folder = new URL('../../../migrations/', import.meta.url);
// Any number of our own: it only has to be the same on every node.
const lockNumber = 7_216_044;

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
 * together wait for each other at the lock; whoever comes second finds nothing to do. Rejects with `StartRefused`, and
 * then nothing was changed.
 */
export async function migrate(database: Database, ours?: readonly Migration[]): Promise<string[]> {
  const migrations = ours ?? (await readMigrations());
  return database.transaction(async (tx) => {
    await tx.sql`select pg_advisory_xact_lock(${lockNumber})`;
    await tx.sql`create table if not exists schema_migrations (
      name text primary key, digest text not null, applied_at timestamptz not null default now())`;
    const applied = new Map(
      (await tx.sql<{ name: string; digest: string }>`select name, digest from schema_migrations`).map(
        (row) => [row.name, row.digest],
      ),
    );
    refuseNewer([...applied.keys()], migrations);
    const done: string[] = [];
    for (const { name, text, digest } of migrations) {
      const known = applied.get(name);
      if (known !== undefined && known !== digest) throw changed(name);
      if (known !== undefined) continue;
      await apply(tx, name, text);
      await tx.sql`insert into schema_migrations (name, digest) values (${name}, ${digest})`;
      done.push(name);
    }
    return done;
  });
}

async function apply(tx: Tx, name: string, text: string): Promise<void> {
  try {
    await tx.query(text);
  } catch (error) {
    const { code, message } = error as { code?: unknown; message?: unknown };
    throw new StartRefused(
      'migration',
      `The migration ${name} could not be applied (${String(message)}), and nothing was changed: ${remedyOf(error, code)}`,
      error,
    );
  }
}

/** SQLSTATEs of PostgreSQL's documentation, appendix A. */
function remedyOf(error: unknown, code: unknown): string {
  if (databaseAway(error)) return 'start again when the database is back.';
  if (code === '42501') return 'let this user create tables in the database.';
  if (code === '53100') return "make room on the database's disk.";
  if (code === '55P03' || code === '57014')
    return 'end whatever else works in this database, and start again.';
  return 'start the version that you had before, and report this sentence.';
}

function changed(name: string): StartRefused {
  return new StartRefused(
    'migration',
    `The migration ${name} was applied to this database in another wording: restore this file from the version that you installed; migrations are only ever added.`,
  );
}

function refuseNewer(applied: readonly string[], ours: readonly Migration[]): void {
  const names = new Set(ours.map(({ name }) => name));
  const unknown = applied.filter((name) => !names.has(name));
  if (unknown.length === 0) return;
  throw new StartRefused(
    'migration',
    `This database was used by a newer version (${unknown.join(', ')}): start that version, or restore the backup from before the upgrade.`,
  );
}

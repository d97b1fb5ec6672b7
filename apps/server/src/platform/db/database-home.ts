import { realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from './database.ts';

/**
 * Marks of the place where this database lives. A database that was moved keeps at least one of them, a copy of it has
 * none: `pg_restore` makes a database with another number, `cp` a folder with another name and inode. What is copied as
 * a whole cluster or machine cannot be told from its original.
 */
export async function databaseHome(db: Database, dataFolder: string): Promise<string[]> {
  if (db.kind === 'pglite') {
    const folder = await realpath(dataFolder);
    const { ino, birthtimeMs } = await stat(join(folder, 'pgdata'));
    return [`folder ${folder}`, `inode ${ino} of ${Math.trunc(birthtimeMs)}`];
  }
  const [row] = await db.sql<{ cluster: string; number: string }>`
    select (select system_identifier::text from pg_control_system()) as cluster, oid::text as number
    from pg_database where datname = current_database()`;
  return [`cluster ${row?.cluster} database ${row?.number}`];
}

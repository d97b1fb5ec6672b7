import { existsSync } from 'node:fs';
import { mkdir, realpath, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StartRefused } from '../start-refused.ts';
import type { Database } from './database.ts';
import { lockFolder } from './folder-lock.ts';
import { openDatabase } from './open-database.ts';
import { pglitePool } from './pglite-pool.ts';

/**
 * Makes the embedded database of a folder from an archive, prepares it, and only then puts it into place: a process that
 * dies in the middle leaves no half database behind. Rejects with `StartRefused` where there is one already.
 */
export async function restoreEmbeddedDatabase(
  folder: string,
  archive: Uint8Array<ArrayBuffer>,
  prepare: (db: Database) => Promise<void>,
): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const unlock = await lockFolder(await realpath(folder));
  try {
    const dataDir = join(folder, 'pgdata');
    if (existsSync(dataDir)) {
      throw new StartRefused(
        'data_folder',
        `${folder} holds a database already: move it away, or choose another folder with FERNWART_DATA.`,
      );
    }
    const unfinished = `${dataDir}.unfinished`;
    await rm(unfinished, { recursive: true, force: true });
    const pool = await pglitePool({ dataDir: unfinished, snapshot: archive });
    const db = openDatabase('pglite', pool, () => undefined);
    try {
      await prepare(db);
    } finally {
      await db.close();
    }
    await rename(unfinished, dataDir);
  } finally {
    await unlock();
  }
}

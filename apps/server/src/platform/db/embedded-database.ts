import { existsSync } from 'node:fs';
import { mkdir, realpath, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from './database.ts';
import { lockFolder } from './folder-lock.ts';
import { openDatabase } from './open-database.ts';
import { pglitePool } from './pglite-pool.ts';

/**
 * The embedded database in a folder, which one process at a time may use: PGlite itself has no lock, and two
 * processes would destroy the data without a word. Rejects with code `folder_in_use` or the file system's error.
 */
export async function openEmbeddedDatabase(
  folder: string,
  onError: (error: unknown) => void,
): Promise<Database> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const unlock = await lockFolder(await realpath(folder));
  try {
    const dataDir = join(folder, 'pgdata');
    if (!existsSync(dataDir)) await createCluster(dataDir);
    const pool = await pglitePool({ dataDir });
    const database = openDatabase('pglite', pool, onError);
    return {
      ...database,
      archive: () => pool.dump(),
      async close() {
        await database.close();
        await unlock();
      },
    };
  } catch (error) {
    await unlock();
    throw error;
  }
}

/**
 * Creating a cluster takes several instances of PostgreSQL, whose memory only goes with their thread: a thread of its own
 * makes it. Renamed into place, so that a process that dies in the middle leaves no half cluster behind.
 */
async function createCluster(dataDir: string): Promise<void> {
  const unfinished = `${dataDir}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  const pool = await pglitePool({ dataDir: unfinished });
  await pool.end();
  await rename(unfinished, dataDir);
}

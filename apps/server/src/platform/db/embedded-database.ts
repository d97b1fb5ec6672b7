import { mkdir, realpath } from 'node:fs/promises';
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
    const database = openDatabase('pglite', await pglitePool({ dataDir: join(folder, 'pgdata') }), onError);
    return {
      ...database,
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

import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import type { ServerConfig } from './config/server-config.ts';
import { assertListening } from './platform/db/assert-listening.ts';
import { dataFolderRefusal } from './platform/db/data-folder-refusal.ts';
import type { Database } from './platform/db/database.ts';
import { databaseRefusal } from './platform/db/database-refusal.ts';
import { openEmbeddedDatabase } from './platform/db/embedded-database.ts';
import { openPostgresDatabase } from './platform/db/postgres-database.ts';
import type { Log } from './platform/log/log.ts';

/** Opens the database that the configuration names and asks it once. Rejects with `StartRefused`. */
export async function openConfiguredDatabase(
  { database, dataFolder }: Pick<ServerConfig, 'database' | 'dataFolder'>,
  log: Log,
): Promise<Database> {
  const onError = (error: unknown) => log.warn('The database reported an error', { error });
  await prepareDataFolder(dataFolder);
  try {
    if (database.kind === 'embedded') return await openEmbeddedDatabase(dataFolder, onError);
  } catch (error) {
    throw dataFolderRefusal(error, dataFolder);
  }
  const postgres = openPostgresDatabase(database.url.reveal(), onError);
  try {
    await postgres.now();
    await assertListening(postgres);
    return postgres;
  } catch (error) {
    await postgres.close();
    throw databaseRefusal(error);
  }
}

/** The key file and unpacked packages lie here, whichever database it is. Rejects with `StartRefused`. */
export async function prepareDataFolder(dataFolder: string): Promise<void> {
  try {
    await mkdir(dataFolder, { recursive: true, mode: 0o700 });
    await access(dataFolder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw dataFolderRefusal(error, dataFolder);
  }
}

import { readFile } from 'node:fs/promises';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import { appliedMigrations } from '../../platform/db/pending-migrations.ts';
import { packBackup } from './backup-file.ts';

export interface MakeBackupOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly platformVersion: string;
  /** Whoever has this file and the backup can read every secret in it; null leaves it out. */
  readonly keyFile: string | null;
}

/** The embedded database as one file's bytes; people go on working meanwhile, and wait for the moment of the copy. */
export async function makeBackup(options: MakeBackupOptions): Promise<Uint8Array> {
  const { db, clock, platformVersion, keyFile } = options;
  if (!db.archive) throw new Error('only the embedded database is backed up here');
  const migrations = await appliedMigrations(db);
  const createdAt = clock.now();
  const database = await db.archive();
  const parts = new Map([['database', database] as const]);
  if (keyFile === null) return packBackup({ createdAt, platform: platformVersion, migrations, parts });
  const key = new Uint8Array(await readFile(keyFile));
  const withKey = new Map([...parts, ['master.key', key] as const]);
  return packBackup({ createdAt, platform: platformVersion, migrations, parts: withKey });
}

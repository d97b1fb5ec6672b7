import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../platform/clock/clock.ts';
import { readMigrations } from '../../platform/db/migrate.ts';
import { restoreEmbeddedDatabase } from '../../platform/db/restore-embedded-database.ts';
import { type Backup, BackupRefused } from './backup-file.ts';
import { forgetHome, insertPause } from './pause-store.ts';

/**
 * Puts a backup into a data folder that has no database yet. What starts from it is paused: its original may still be at
 * work, or have sent what waits in this outbox.
 */
export async function restoreBackup(
  backup: Backup,
  options: { dataFolder: string; clock: Clock },
): Promise<{ key: 'written' | 'there' | 'missing' }> {
  const { dataFolder, clock } = options;
  await refuseNewer(backup);
  const database = backup.parts.get('database');
  if (!database) throw new BackupRefused('backup_damaged', 'This backup holds no database.');
  const keyFile = join(dataFolder, 'master.key');
  const present = await readOrNull(keyFile);
  const brought = backup.parts.get('master.key');
  if (present && brought && !present.equals(brought)) {
    throw new BackupRefused(
      'backup_unknown',
      `${keyFile} is another key than the one in the backup: move it away, or restore into another folder.`,
    );
  }
  await restoreEmbeddedDatabase(dataFolder, database, (db) =>
    db.transaction(async (tx) => {
      await forgetHome(tx);
      await insertPause(tx, 'restored', clock.now());
    }),
  );
  if (present) return { key: 'there' };
  if (!brought) return { key: 'missing' };
  await writeFile(keyFile, brought, { mode: 0o600, flag: 'wx' });
  return { key: 'written' };
}

async function refuseNewer(backup: Backup): Promise<void> {
  const known = new Set((await readMigrations()).map(({ name }) => name));
  const unknown = backup.migrations.filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  throw new BackupRefused(
    'backup_unknown',
    `This backup was made by Fernwart ${backup.platform}, which is newer (${unknown.join(', ')}): restore it with that version.`,
  );
}

async function readOrNull(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

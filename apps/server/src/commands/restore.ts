import { resolve } from 'node:path';
import { loadConfig } from '../config/load-config.ts';
import { BackupRefused, readBackup } from '../features/operations/backup-file.ts';
import { restoreBackup } from '../features/operations/restore-backup.ts';
import { systemClock } from '../platform/clock/system-clock.ts';
import { dataFolderRefusal } from '../platform/db/data-folder-refusal.ts';
import { StartRefused } from '../platform/start-refused.ts';
import { usePostgresTools } from './use-postgres-tools.ts';

/** `fernwart restore <file>`: a backup into a data folder without a database. What starts from it is paused. */
export async function restore(file: string): Promise<void> {
  const config = loadConfig();
  usePostgresTools(config, 'pg_restore');
  const { dataFolder } = config;
  try {
    const backup = await readBackup(resolve(file));
    const { key } = await restoreBackup(backup, { dataFolder, clock: systemClock() });
    process.stdout.write(
      [
        `Restored the state of ${backup.createdAt.toString()} into ${dataFolder}.`,
        {
          written: 'The master key was in the backup and lies beside it.',
          there: 'The master key that lies there stays.',
          missing: `It holds no master key: put master.key into ${dataFolder}, or set FERNWART_KEY, before the start.`,
        }[key],
        'It starts paused: no mail leaves, and nothing is asked of TeamViewer or any other service. When the original is off,',
        'run "./fernwart resume" (or "./fernwart resume --discard-mails"), or resume it under Administration → Health.',
        '',
      ].join('\n'),
    );
  } catch (error) {
    if (error instanceof BackupRefused) throw new StartRefused('data_folder', error.message, error);
    if ((error as { code?: unknown }).code === 'ENOENT') {
      throw new StartRefused(
        'data_folder',
        `${resolve(file)} cannot be read: name a file that is there.`,
        error,
      );
    }
    throw dataFolderRefusal(error, dataFolder);
  }
}

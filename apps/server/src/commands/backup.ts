import { existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { loadConfig } from '../config/load-config.ts';
import type { ServerConfig } from '../config/server-config.ts';
import { openConfiguredDatabase } from '../configured-database.ts';
import { runningServer } from '../features/operations/control-socket.ts';
import { makeBackup } from '../features/operations/make-backup.ts';
import { systemClock } from '../platform/clock/system-clock.ts';
import { createLog } from '../platform/log/create-log.ts';
import { StartRefused } from '../platform/start-refused.ts';
import { platformVersion } from '../platform-version.ts';
import { usePostgresTools } from './use-postgres-tools.ts';

/** `fernwart backup <file>`: the embedded database as one file, while a server runs on it or not. */
export async function backup(file: string, options: { withMasterKey: boolean }): Promise<void> {
  const config = loadConfig();
  usePostgresTools(config, 'pg_dump --format=custom');
  const target = resolve(file);
  if (existsSync(target)) {
    throw new StartRefused('data_folder', `${target} exists already: choose another name, or remove it.`);
  }
  if (options.withMasterKey && config.keys !== null) {
    throw new StartRefused(
      'key_file',
      'The master key comes from FERNWART_KEY and lies in no file: keep that value by itself, and leave out --with-master-key.',
    );
  }
  const running = await runningServer(config.dataFolder);
  const bytes = running ? await running.backup(options) : await backupOfStopped(config, options);
  await writeWhole(target, bytes);
  const size = `${(bytes.byteLength / 1024 ** 2).toFixed(1)} MiB`;
  const key = options.withMasterKey
    ? 'It holds the master key: whoever has this file can read every secret in it.'
    : 'It holds no master key: keep that by itself.';
  process.stdout.write(`Wrote ${target} (${size}). ${key}\n`);
}

async function backupOfStopped(
  config: ServerConfig,
  options: { withMasterKey: boolean },
): Promise<Uint8Array> {
  if (!existsSync(join(config.dataFolder, 'pgdata'))) {
    throw new StartRefused(
      'data_folder',
      `There is no database in ${config.dataFolder}: set FERNWART_DATA to the folder that has one.`,
    );
  }
  const clock = systemClock();
  const db = await openConfiguredDatabase(config, createLog({ level: 'silent', clock }));
  try {
    const keyFile = options.withMasterKey ? join(config.dataFolder, 'master.key') : null;
    return await makeBackup({ db, clock, platformVersion, keyFile });
  } finally {
    await db.close();
  }
}

/** The file is there whole or not at all, and its user alone may read it. */
async function writeWhole(target: string, bytes: Uint8Array): Promise<void> {
  const unfinished = `${target}.unfinished`;
  await rm(unfinished, { force: true });
  const handle = await open(unfinished, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(unfinished, target);
  const folder = await open(dirname(target));
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

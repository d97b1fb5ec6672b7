import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '../config/load-config.ts';
import type { ServerConfig } from '../config/server-config.ts';
import { openConfiguredDatabase, prepareDataFolder } from '../configured-database.ts';
import { systemClock } from '../platform/clock/system-clock.ts';
import { createLog } from '../platform/log/create-log.ts';
import { StartRefused } from '../platform/start-refused.ts';
import { examine, type Opened } from './examine.ts';
import type { Finding } from './finding.ts';

const marks = { ok: 'ok   ', note: 'note ', fails: 'FAILS' } as const;

/** Says how everything is that a start and the daily work depend on. Answers whether nothing of it fails. */
export async function doctor(): Promise<boolean> {
  const config = decided();
  if (!config) return false;
  say({ state: 'ok', text: 'The configuration is complete.' });
  const clock = systemClock();
  const opened = await open(config);
  try {
    const findings = await examine(config, opened, clock);
    for (const finding of findings) say(finding);
    return findings.every(({ state }) => state !== 'fails');
  } finally {
    if ('db' in opened) await opened.db.close();
  }
}

function decided(): ServerConfig | null {
  try {
    return loadConfig();
  } catch (error) {
    if (!(error instanceof StartRefused)) throw error;
    say({ state: 'fails', text: error.message });
    return null;
  }
}

async function open(config: ServerConfig): Promise<Opened> {
  try {
    if (config.database.kind === 'embedded' && !existsSync(join(config.dataFolder, 'pgdata'))) {
      // Opening it would make one, and a folder with a database takes no backup any more.
      await prepareDataFolder(config.dataFolder);
      return { finding: { state: 'note', text: noDatabaseYet(config.dataFolder) } };
    }
    return { db: await openConfiguredDatabase(config, createLog({ level: 'silent', clock: systemClock() })) };
  } catch (error) {
    if (!(error instanceof StartRefused)) throw error;
    const isInUse = error.code === 'data_in_use';
    const text = isInUse
      ? 'A server is at work on the embedded database: what stands in it is told under Administration → Health.'
      : error.message;
    return { finding: { state: isInUse ? 'note' : 'fails', text } };
  }
}

function noDatabaseYet(folder: string): string {
  return `There is no database in ${folder} yet: the first start makes it, or "./fernwart restore" puts a backup there.`;
}

function say({ state, text }: Finding): void {
  process.stdout.write(`${marks[state]} ${text}\n`);
}

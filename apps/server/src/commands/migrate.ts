import { loadConfig } from '../config/load-config.ts';
import { openConfiguredDatabase } from '../configured-database.ts';
import { systemClock } from '../platform/clock/system-clock.ts';
import { migrate } from '../platform/db/migrate.ts';
import { createLog } from '../platform/log/create-log.ts';

/** Brings the database up to date without serving. */
export async function migrateDatabase(): Promise<void> {
  const config = loadConfig();
  const db = await openConfiguredDatabase(
    config,
    createLog({ level: config.logLevel, clock: systemClock() }),
  );
  try {
    const applied = await migrate(db);
    const lines = applied.length > 0 ? applied.map((name) => `Applied ${name}`) : ['Nothing to do.'];
    process.stdout.write(`${lines.join('\n')}\n`);
  } finally {
    await db.close();
  }
}

import { loadConfig } from '../config/load-config.ts';
import { openConfiguredDatabase } from '../configured-database.ts';
import { createAudit } from '../features/audit/service.ts';
import { type ControlDeeds, runningServer } from '../features/operations/control-socket.ts';
import { createPause } from '../features/operations/pause.ts';
import { systemClock } from '../platform/clock/system-clock.ts';
import { uuidV7 } from '../platform/crypto/ids.ts';
import { migrate } from '../platform/db/migrate.ts';
import { databaseLive } from '../platform/live/database-live.ts';
import { createLog } from '../platform/log/create-log.ts';

type Deeds = Pick<ControlDeeds, 'pause' | 'resume'>;

/** `fernwart pause`: no mail leaves and nothing is asked of outside services, on any node. */
export async function pause(): Promise<void> {
  const begun = await withDeeds((deeds) => deeds.pause());
  say(begun ? 'Paused: no mail leaves, and nothing is asked of outside services.' : 'It is paused already.');
}

/** `fernwart resume` */
export async function resume(options: { discardMails: boolean }): Promise<void> {
  const ended = await withDeeds((deeds) => deeds.resume(options));
  if (ended === null) return say('Nothing is paused.');
  say(
    options.discardMails
      ? `Resumed. ${ended.discardedMails} mails were discarded.`
      : 'Resumed. Mails and runs that waited go on now.',
  );
}

/** By the server that has the embedded database open, or on the database itself. */
async function withDeeds<T>(work: (deeds: Deeds) => Promise<T>): Promise<T> {
  const config = loadConfig();
  const running = config.database.kind === 'embedded' ? await runningServer(config.dataFolder) : null;
  if (running) return work(running);
  const clock = systemClock();
  const db = await openConfiguredDatabase(config, createLog({ level: 'silent', clock }));
  try {
    await migrate(db);
    const live = await databaseLive(db);
    try {
      const audit = createAudit({ clock, newId: uuidV7(clock) });
      const held = createPause({ db, clock, live, audit });
      const by = { name: 'command line', id: null };
      return await work({
        pause: () => held.begin(by),
        resume: (options) => held.end(by, options),
      });
    } finally {
      await live.close();
    }
  } finally {
    await db.close();
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

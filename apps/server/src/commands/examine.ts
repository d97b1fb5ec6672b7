import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServerConfig } from '../config/server-config.ts';
import type { Clock } from '../platform/clock/clock.ts';
import { missingKeys } from '../platform/crypto/missing-keys.ts';
import type { Database } from '../platform/db/database.ts';
import { pendingMigrations } from '../platform/db/pending-migrations.ts';

export interface Finding {
  readonly state: 'ok' | 'note' | 'fails';
  /** One sentence, with its remedy where it is not well. */
  readonly text: string;
}

const littleDisk = 1024 ** 3;
const clockTolerance = Temporal.Duration.from({ seconds: 5 });

/** Looks at everything that a start depends on, and changes nothing. */
export async function examine(config: ServerConfig, db: Database, clock: Clock): Promise<Finding[]> {
  const pending = await pendingMigrations(db);
  return [
    { state: 'ok', text: `The database answers: ${db.kind === 'pglite' ? 'embedded' : 'PostgreSQL'}.` },
    migrations(pending),
    // Keys stand in a table that the migrations make.
    ...(pending.length === 0 ? [await keys(config, db)] : []),
    await clocks(db, clock),
    await disk(config.dataFolder),
    mail(config),
    standIns(config),
  ];
}

function migrations(pending: readonly string[]): Finding {
  if (pending.length === 0) return { state: 'ok', text: 'Every migration is applied.' };
  return {
    state: 'note',
    text: `Not applied yet: ${pending.join(', ')}. The next start applies them, or run "./fernwart migrate".`,
  };
}

async function keys(config: ServerConfig, db: Database): Promise<Finding> {
  const keyFile = join(config.dataFolder, 'master.key');
  const missing = await missingKeys(db, config.keys, keyFile);
  if (missing.length === 0)
    return { state: 'ok', text: 'Every master key that sealed something is at hand.' };
  const place = config.keys ? 'FERNWART_KEY' : keyFile;
  return {
    state: 'fails',
    text: `Secrets are sealed under ${missing.join(', ')}, which is not in ${place}: add it there.`,
  };
}

async function clocks(db: Database, clock: Clock): Promise<Finding> {
  const apart = (await db.now()).since(clock.now()).abs();
  if (Temporal.Duration.compare(apart, clockTolerance) <= 0) {
    return { state: 'ok', text: 'This machine and the database agree on the time.' };
  }
  return {
    state: 'fails',
    text: `This machine and the database are ${Math.round(apart.total('seconds'))} seconds apart: set both by a time server.`,
  };
}

async function disk(folder: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(folder);
  const free = `${((bavail * bsize) / 1024 ** 3).toFixed(1)} GiB`;
  if (bavail * bsize >= littleDisk) return { state: 'ok', text: `The disk of ${folder} has ${free} left.` };
  return { state: 'fails', text: `The disk of ${folder} has only ${free} left: make room on it.` };
}

function mail({ mail: { smtpUrl } }: ServerConfig): Finding {
  if (smtpUrl) return { state: 'ok', text: 'A mail server is set.' };
  return { state: 'note', text: 'No mail server is set: mail waits in the outbox. Set SMTP_URL.' };
}

function standIns({ hosts }: ServerConfig): Finding {
  const origins = Object.keys(hosts);
  if (origins.length === 0) return { state: 'ok', text: 'Every outside host is the real one.' };
  return { state: 'note', text: `Stand-ins take the place of ${origins.join(', ')} (FERNWART_HOSTS).` };
}

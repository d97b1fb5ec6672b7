import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServerConfig } from '../config/server-config.ts';
import { outsideHosts } from '../features/operations/store.ts';
import type { Clock } from '../platform/clock/clock.ts';
import { readKeyFile } from '../platform/crypto/key-file.ts';
import { missingKeys } from '../platform/crypto/missing-keys.ts';
import type { Database } from '../platform/db/database.ts';
import { appliedMigrations } from '../platform/db/pending-migrations.ts';
import { createHttpClient } from '../platform/net/create-http-client.ts';
import type { Finding } from './finding.ts';

const littleDisk = 1024 ** 3;
const patience = Temporal.Duration.from({ seconds: 10 });
/** TeamViewer's sessions and tokens are told in minutes; certificates forgive no more either. */
const clockTolerance = Temporal.Duration.from({ seconds: 60 });

/** Rejects with its sentence where the key file is damaged or readable by others. */
export async function examineKeys({ keys, dataFolder }: ServerConfig, db: Database | null): Promise<Finding> {
  const file = join(dataFolder, 'master.key');
  const there = keys !== null || (await readKeyFile(file)) !== null;
  // Before an upgrade as well, as soon as the table is there in its present form.
  const knowsKeys = db !== null && (await appliedMigrations(db)).includes('0024_key_rotation.sql');
  const missing = knowsKeys ? await missingKeys(db, keys, file) : [];
  const place = keys ? 'FERNWART_KEY' : file;
  if (missing.length > 0) {
    return {
      state: 'fails',
      text: `Secrets are sealed under ${missing.join(', ')}, which is not in ${place}: add it there.`,
    };
  }
  if (there) return { state: 'ok', text: `Every master key that sealed something is in ${place}.` };
  return { state: 'note', text: `There is no ${file} yet: the first start makes it. Keep a copy elsewhere.` };
}

export async function examineDisk(folder: string, free = freeBytes): Promise<Finding> {
  const bytes = await free(folder).catch(() => null);
  if (bytes === null)
    return {
      state: 'fails',
      text: `The disk of ${folder} cannot be looked at: choose a folder with FERNWART_DATA.`,
    };
  const left = `${(bytes / 1024 ** 3).toFixed(1)} GiB`;
  if (bytes >= littleDisk) return { state: 'ok', text: `The disk of ${folder} has ${left} left.` };
  return { state: 'fails', text: `The disk of ${folder} has only ${left} left: make room on it.` };
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** Every host that an installed package talks to, TeamViewer's among them. Any answer is one. */
export async function examineHosts(
  { hosts }: Pick<ServerConfig, 'hosts'>,
  db: Database | null,
  clock: Clock,
): Promise<Finding[]> {
  if (!db || (await appliedMigrations(db)).length === 0) return [];
  const origins = await outsideHosts(db);
  if (origins.length === 0) {
    return [{ state: 'note', text: 'No installed package talks to an outside service.' }];
  }
  const http = createHttpClient({ hosts });
  try {
    return await Promise.all(
      origins.map(async (origin): Promise<Finding> => {
        try {
          const limits = { allowed: [origin], deadline: patience };
          const answer = await http.fetch({ method: 'GET', url: `${origin}/` }, limits);
          return judgeTime(origin, answer.header('date'), clock);
        } catch (error) {
          const reason = error instanceof Error ? error.message : String(error);
          return {
            state: 'fails',
            text: `${origin} does not answer (${reason}): let this machine reach it by https, past firewall and name server.`,
          };
        }
      }),
    );
  } finally {
    await http.close();
  }
}

function judgeTime(origin: string, date: string | undefined, clock: Clock): Finding {
  const there = date === undefined ? Number.NaN : Date.parse(date);
  const apart = clock
    .now()
    .since(
      Temporal.Instant.fromEpochMilliseconds(Number.isNaN(there) ? clock.now().epochMilliseconds : there),
    )
    .abs();
  if (Temporal.Duration.compare(apart, clockTolerance) <= 0)
    return { state: 'ok', text: `${origin} answers.` };
  return {
    state: 'fails',
    text: `${origin} answers, but its time and ours are ${Math.round(apart.total('seconds'))} seconds apart: set this machine by a time server.`,
  };
}

export function standIns({ hosts }: ServerConfig): Finding {
  const origins = Object.keys(hosts);
  if (origins.length === 0) return { state: 'ok', text: 'Every outside host is the real one.' };
  return { state: 'note', text: `Stand-ins take the place of ${origins.join(', ')} (FERNWART_HOSTS).` };
}

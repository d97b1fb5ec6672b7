import { join } from 'node:path';
import type { ServerConfig } from '../config/server-config.ts';
import { type MailRoute, openSettings } from '../features/settings/settings.ts';
import { fixedSettings } from '../join-settings.ts';
import type { Clock } from '../platform/clock/clock.ts';
import { createSealer } from '../platform/crypto/create-sealer.ts';
import { readKeyFile } from '../platform/crypto/key-file.ts';
import type { Database } from '../platform/db/database.ts';
import { migrationState } from '../platform/db/pending-migrations.ts';
import { createLog } from '../platform/log/create-log.ts';
import { probeMailServer } from '../platform/net/probe-mail-server.ts';
import type { Finding } from './finding.ts';

const patience = Temporal.Duration.from({ seconds: 10 });

/** The mail server that the environment names, or else the one that administrators have set. */
export async function examineMail(config: ServerConfig, db: Database | null, clock: Clock): Promise<Finding> {
  const route = config.mail.smtpUrl
    ? { url: config.mail.smtpUrl, requireTls: false }
    : await routeOfSettings(config, db, clock);
  if (!route) {
    return {
      state: 'note',
      text: 'No mail server is set: mail waits in the outbox. Set one under Administration → Mail server, or SMTP_URL.',
    };
  }
  const reason = await probeMailServer(route, patience);
  if (reason === null) return { state: 'ok', text: 'The mail server takes our connection.' };
  const place = config.mail.smtpUrl ? 'SMTP_URL' : 'Administration → Mail server';
  return {
    state: 'fails',
    text: `The mail server cannot be used (${reason}): correct ${place}, or let this machine reach it.`,
  };
}

/** Null as well where the settings cannot be read: without the database or its keys, which is said elsewhere. */
async function routeOfSettings(
  config: ServerConfig,
  db: Database | null,
  clock: Clock,
): Promise<MailRoute | null> {
  if (!db || (await migrationState(db)).pending.length > 0) return null;
  const keys = config.keys ?? (await readKeyFile(join(config.dataFolder, 'master.key')).catch(() => null));
  if (!keys || keys.length === 0) return null;
  const settings = await openSettings({
    db,
    live: { touch: async () => undefined, subscribe: () => () => undefined },
    log: createLog({ level: 'silent', clock }),
    sealer: createSealer(keys),
    fixed: fixedSettings(config),
  });
  const route = settings.mailRoute();
  settings.close();
  return route;
}

import { join } from 'node:path';
import { Secret } from '@fernwart/addon-kit';
import type { ServerConfig } from '@fernwart/server';
import type { DevEnvOptions } from './dev-env-options.ts';
import { developmentPublishers } from './development-publishers.ts';
import { repository } from './repository.ts';

/** The server of the demo: TeamViewer's hosts lead to the emulator, mail to the catcher. */
export function demoConfig(
  options: DevEnvOptions,
  hosts: Readonly<Record<string, string>>,
  smtpUrl: string,
): ServerConfig {
  return {
    role: 'all',
    dataFolder: options.dataFolder,
    database: options.database ?? { kind: 'embedded' },
    http: {
      host: '127.0.0.1',
      port: options.port,
      publicUrl: null,
      trustedProxies: [],
      anonymousPerMinute: 600,
      consoleFolder: join(repository, 'apps/console/dist'),
    },
    keys: null,
    hosts,
    publishers: developmentPublishers(),
    allowUnsigned: [],
    mail: {
      smtpUrl: new Secret(smtpUrl),
      from: { name: 'Fernwart Service Desk', address: 'service-desk@fernwart.example' },
    },
    timeZone: 'Europe/Berlin',
    logLevel: 'warn',
  };
}

import type { ServerConfig, StartOverrides } from '@fernwart/server';

export interface DevEnvOptions {
  /** Absolute: the embedded database, the key file, unpacked packages and what the emulator remembers. */
  readonly dataFolder: string;
  readonly database?: ServerConfig['database'];
  /** Console and API; the emulator, the mail catcher's page and its SMTP take the three after it. 0: any free ones. */
  readonly port: number;
  /** No add-on: the article is walked from here. */
  readonly blank: boolean;
  readonly clock?: NonNullable<StartOverrides['clock']>;
  readonly log?: NonNullable<StartOverrides['log']>;
}

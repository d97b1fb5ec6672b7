import { join } from 'node:path';
import {
  assertFolderFree,
  type RunningServer,
  StartRefused,
  startServer,
  systemClock,
} from '@fernwart/server';
import { type Emulator, hostMap, startEmulator } from '@fernwart/teamviewer-emulator';
import { connectTeamViewer } from './connect-teamviewer.ts';
import { demoConfig } from './demo-config.ts';
import { demoSeed } from './demo-seed.ts';
import { demoShell } from './demo-shell.ts';
import type { DevEnvOptions } from './dev-env-options.ts';
import { installAddon } from './install-addon.ts';
import { type MailCatcher, startMailCatcher } from './mail-catcher/mail-catcher.ts';
import { loadSampleDesk } from './sample/load-sample-desk.ts';

/** Database, emulator, mail catcher and server in one process, with sample data. */
export interface DevEnv {
  readonly server: RunningServer;
  readonly emulator: Emulator;
  readonly catcher: MailCatcher;
  stop(): Promise<void>;
}

/** Resolves when everything answers. Rejects with what kept a part from starting; then the others are stopped again. */
export async function startDevEnv(options: DevEnvOptions): Promise<DevEnv> {
  const clock = options.clock ?? systemClock();
  const port = (after: number) => (options.port === 0 ? 0 : options.port + after);
  const started: { stop(): Promise<void> }[] = [];
  const stop = async () => {
    // The server first: it still talks to the others.
    for (const part of started.toReversed()) await part.stop();
  };
  try {
    // Before anything is written into it.
    await assertFolderFree(options.dataFolder);
    const emulator = await onPort(port(1), 'the TeamViewer emulator', () =>
      startEmulator({
        port: port(1),
        now: () => clock.now(),
        seed: demoSeed,
        stateFile: join(options.dataFolder, 'emulator.json'),
      }),
    );
    started.push({ stop: () => emulator.close() });
    const hosts = hostMap(emulator.origin);
    const catcher = await onPort(port(2), 'the mail catcher', () =>
      startMailCatcher({ page: port(2), smtp: port(3) }, hosts, clock),
    );
    started.push({ stop: () => catcher.close() });
    const server = await startServer(demoConfig(options, hosts, catcher.smtpUrl), {
      clock,
      ...(options.log ? { log: options.log } : {}),
      shell: demoShell({ blank: options.blank, emulator: emulator.origin, catcher: catcher.origin }),
    });
    started.push(server);
    await loadSampleDesk(server.parts);
    if (!options.blank) {
      await installAddon(server.parts);
      await connectTeamViewer(server, emulator);
    }
    return { server, emulator, catcher, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function onPort<T>(port: number, what: string, start: () => Promise<T>): Promise<T> {
  try {
    return await start();
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'EADDRINUSE') throw error;
    throw new StartRefused(
      'port_taken',
      `Port ${port} or the one after it is taken by another program, and ${what} needs it: end that program, or set PORT to a number with three free ports after it.`,
      error,
    );
  }
}

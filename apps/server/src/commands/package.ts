import type { Command } from 'commander';
import { startServer } from '../compose.ts';
import { loadConfig } from '../config/load-config.ts';
import { connectToRunningServer } from '../features/packages/command-client.ts';
import { type PackageConnection, packageCommands } from '../features/packages/commands.ts';

/** `fernwart package …` */
export function packageCommand(): Command {
  return packageCommands({
    trust: loadConfig,
    connect,
    print: (line) => void process.stdout.write(`${line}\n`),
    by: { id: null, name: 'command line' },
  });
}

/**
 * Asks the server that holds the embedded database. Otherwise it joins the system as one more node for as long as the
 * command takes: the others follow what it installs.
 */
async function connect(): Promise<PackageConnection> {
  const config = loadConfig();
  const running =
    config.database.kind === 'embedded' ? await connectToRunningServer(config.dataFolder) : null;
  if (running) return running;
  const server = await startServer({
    ...config,
    // Who types a command is told what it says, and what goes wrong.
    logLevel: config.logLevel === 'info' ? 'warn' : config.logLevel,
    http: { ...config.http, host: '127.0.0.1', port: 0 },
  });
  return { ...server.parts.packages, close: () => server.stop() };
}

import { startServer } from '../compose.ts';
import { loadConfig } from '../config/load-config.ts';
import type { ServerConfig } from '../config/server-config.ts';
import { listenForEnding } from './ending.ts';

/** Serves until a signal asks for the end. */
export async function serve(role: ServerConfig['role']): Promise<void> {
  const config = loadConfig(role);
  const ending = listenForEnding();
  try {
    const server = await startServer(config);
    try {
      process.stdout.write(
        welcome(config, server.origin, await server.parts.people.firstAdministratorPath()),
      );
      await ending.asked;
    } finally {
      await server.stop();
    }
  } finally {
    ending.dispose();
  }
}

function welcome(config: ServerConfig, origin: string, firstAdministratorPath: string | null): string {
  const address = config.http.publicUrl ?? origin;
  const lines = [`Fernwart is ready at ${address}`];
  if (firstAdministratorPath) {
    lines.push(
      'Nobody administers it yet. This link sets up the first administrator, once, within a day:',
      `  ${address}${firstAdministratorPath}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

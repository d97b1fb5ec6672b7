import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoConfig } from '@fernwart/dev-env';
import { type RunningServer, startServer } from '@fernwart/server';

/** A server on an empty embedded database: no people, no packages; it trusts the development key. */
export interface BlankServer extends RunningServer {
  /** The link that the first start prints. */
  readonly firstAdministratorLink: string;
}

export async function startBlankServer(
  change: { allowUnsigned?: readonly string[] } = {},
): Promise<BlankServer> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'fernwart-blank-'));
  const server = await startServer({
    ...demoConfig({ dataFolder, port: 0, blank: true }, {}, 'smtp://127.0.0.1:9'),
    ...change,
  });
  const path = await server.parts.people.firstAdministratorPath();
  return {
    ...server,
    firstAdministratorLink: `${server.origin}${path}`,
    async stop() {
      await server.stop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

import { PackageRefusal } from '@fernwart/addon-kit/package';
import { askLocally, localAddress } from '../../platform/http/local-socket.ts';
import { Problem } from '../../platform/http/problem.ts';
import { commandFailure, commandSocket, listAnswer } from './command-messages.ts';
import type { PackageConnection } from './commands.ts';

/** The server that runs on a data folder; null when there is none. */
export async function connectToRunningServer(dataFolder: string): Promise<PackageConnection | null> {
  const address = await localAddress(dataFolder, commandSocket).catch(() => null);
  if (address === null || !(await listens(address))) return null;
  return {
    list: async () => listAnswer.parse(await call(address, 'GET', '/packages')),
    installPackage: async (bytes) => void (await call(address, 'POST', '/packages', bytes)),
    async remove(id, how) {
      await call(address, 'POST', '/removals', Buffer.from(JSON.stringify({ id, ...how })));
    },
    close: async () => undefined,
  };
}

async function listens(address: string): Promise<boolean> {
  return call(address, 'GET', '/packages').then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT' && error.code !== 'ECONNREFUSED',
  );
}

async function call(address: string, method: string, path: string, sent?: Uint8Array): Promise<unknown> {
  const { status, body } = await askLocally(address, method, path, sent);
  const content: unknown = JSON.parse(body.toString());
  if (status === 200) return content;
  throw failure(content);
}

/** The same error as the server had, so that the same lines are printed. */
function failure(content: unknown): Error {
  const told = commandFailure.parse(content);
  switch (told.kind) {
    case 'refusal':
      return new PackageRefusal(told.code, told.values, { problems: told.problems });
    case 'problem':
      return new Problem(told.code, told.detail ? { detail: told.detail } : {});
    case 'error':
      return new Error(told.message);
  }
}

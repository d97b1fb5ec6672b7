import { isPackageRefusal, PackageRefusal, packageLimits } from '@fernwart/addon-kit/package';
import { type LocalAnswer, type LocalRequest, listenLocally } from '../../platform/http/local-socket.ts';
import { Problem } from '../../platform/http/problem.ts';
import type { Log } from '../../platform/log/log.ts';
import { type CommandFailure, commandSocket, removal } from './command-messages.ts';
import type { By, Packages } from './packages.ts';

const by: By = { id: null, name: 'command line' };

/**
 * Lets the command line reach a server that holds the embedded database for itself. Only for who holds the data folder's lock.
 */
export async function listenForCommands(deps: {
  readonly dataFolder: string;
  readonly packages: Pick<Packages, 'list' | 'installPackage' | 'remove'>;
  readonly log: Log;
}): Promise<{ stop(): Promise<void> }> {
  const { dataFolder, packages, log } = deps;
  const stop = await listenLocally(dataFolder, commandSocket, (request, response) => {
    answer(packages, request, response).catch((error: unknown) => {
      if (!isTold(error)) log.error('A command failed', { error });
      send(response, 422, failureOf(error));
    });
  });
  return { stop };
}

async function answer(
  packages: Pick<Packages, 'list' | 'installPackage' | 'remove'>,
  request: LocalRequest,
  response: LocalAnswer,
): Promise<void> {
  switch (`${request.method} ${request.url}`) {
    case 'GET /packages':
      return send(response, 200, await packages.list());
    case 'POST /packages':
      await packages.installPackage(await archiveOf(request), by);
      return send(response, 200, {});
    case 'POST /removals': {
      const { id, data, confirmName } = removal.parse(JSON.parse((await archiveOf(request)).toString()));
      await packages.remove(id, { data, ...(confirmName === undefined ? {} : { confirmName }) }, by);
      return send(response, 200, {});
    }
    default:
      throw new Problem('not_found');
  }
}

async function archiveOf(request: LocalRequest): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > packageLimits.compressedBytes)
      throw new PackageRefusal('archive_too_large', { bytes, limit: packageLimits.compressedBytes });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, bytes);
}

function send(response: LocalAnswer, status: number, body: unknown): void {
  if (response.headersSent) return;
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function isTold(error: unknown): boolean {
  return isPackageRefusal(error) || error instanceof Problem || (error instanceof Error && 'code' in error);
}

function failureOf(error: unknown): CommandFailure {
  if (isPackageRefusal(error)) {
    return { kind: 'refusal', code: error.code, values: error.values, problems: [...error.problems] };
  }
  if (error instanceof Problem) return { kind: 'problem', code: error.code, detail: error.detail ?? null };
  return { kind: 'error', message: error instanceof Error ? error.message : String(error) };
}

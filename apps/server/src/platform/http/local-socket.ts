import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { lstat, mkdir, realpath, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener, request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';

export type { IncomingMessage as LocalRequest, ServerResponse as LocalAnswer } from 'node:http';

/** A socket's address holds no more (`sun_path` has 108 bytes on Linux, 104 elsewhere). */
const longestAddress = 100;

/**
 * Where the server that uses a data folder listens for the command line: beside the data, or, where that path is too long
 * for a socket, in a folder of the user's own for temporary files. Null on Windows, whose pipes know no owner.
 */
export async function localAddress(dataFolder: string, name: string): Promise<string | null> {
  if (process.platform === 'win32') return null;
  const folder = await realpath(dataFolder);
  const beside = join(folder, name);
  if (Buffer.byteLength(beside) <= longestAddress) return beside;
  const digest = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  return join(tmpdir(), `fernwart-${process.getuid?.() ?? 0}-${digest}`, name);
}

/**
 * Listens on a socket that this process's user alone may open: whoever may, can read and write the data folder anyway, so
 * the file system's permissions are the permission. Only for who holds the folder's lock: a socket that lies there is a dead
 * process's. Answers what closes it.
 */
export async function listenLocally(
  dataFolder: string,
  name: string,
  handle: RequestListener,
): Promise<() => Promise<void>> {
  const address = await localAddress(dataFolder, name);
  if (address === null) return async () => undefined;
  await ownFolderOf(address);
  await rm(address, { force: true });
  const server = createServer(handle);
  // A command takes as long as it takes.
  server.requestTimeout = 0;
  const before = process.umask(0o177);
  server.listen(address);
  process.umask(before);
  await once(server, 'listening');
  server.unref();
  return async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
}

/** Asks whoever listens at an address; rejects with ENOENT or ECONNREFUSED where nobody does. */
export async function askLocally(
  socketPath: string,
  method: string,
  path: string,
  body?: Uint8Array,
): Promise<{ status: number; body: Buffer }> {
  const sent = request({ socketPath, method, path, headers: { 'content-length': body?.length ?? 0 } });
  sent.end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: answer.statusCode ?? 0, body: await buffer(answer) };
}

/** Makes the folder of an address; rejects where somebody else could have put it there. */
async function ownFolderOf(address: string): Promise<void> {
  const folder = dirname(address);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { uid } = await lstat(folder);
  if (uid !== process.getuid?.()) throw new Error(`${folder} belongs to another user`);
}

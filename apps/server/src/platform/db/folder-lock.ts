import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { unlink } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';

export class FolderInUseError extends Error {
  readonly code = 'folder_in_use';
  constructor(folder: string, cause: unknown) {
    super(
      `Another Fernwart process is using the data in ${folder}. End it first, or choose another folder with FERNWART_DATA.`,
      { cause },
    );
  }
}

/** A listening socket is a lock that the system releases when its process dies, however it dies. */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const address = lockAddress(folder);
  if (address.file && !(await answers(address.path))) await unlink(address.path).catch(() => undefined);
  const server = createServer((socket) => socket.destroy());
  server.listen(address.path);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
      ? new FolderInUseError(folder, error)
      : error;
  }
  server.unref();
  return async () => {
    server.close();
    await once(server, 'close');
  };
}

function lockAddress(folder: string): { path: string; file: boolean } {
  const name = `fernwart-${createHash('sha256').update(folder).digest('hex').slice(0, 32)}`;
  if (process.platform === 'linux') return { path: `\0${name}`, file: false };
  if (process.platform === 'win32') return { path: `\\\\.\\pipe\\${name}`, file: false };
  return { path: join(folder, 'lock.sock'), file: true };
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

import { createHash } from 'node:crypto';
import { lstat, mkdir, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A Unix socket's address has about this many bytes at most. */
const longestAddress = 100;

/**
 * Where the server that uses a data folder listens for the command line: beside the data, or, where that path is too long
 * for a socket, in a folder of the user's own for temporary files. Null on Windows, whose pipes know no owner.
 */
export async function commandAddress(dataFolder: string): Promise<string | null> {
  if (process.platform === 'win32') return null;
  const folder = await realpath(dataFolder);
  const beside = join(folder, 'commands.sock');
  if (Buffer.byteLength(beside) <= longestAddress) return beside;
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  return join(tmpdir(), `fernwart-${process.getuid?.() ?? 0}-${name}`, 'commands.sock');
}

/** Makes the folder of an address; rejects where somebody else could have put it there. */
export async function ownFolderOf(address: string): Promise<void> {
  const folder = dirname(address);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { uid } = await lstat(folder);
  if (uid !== process.getuid?.()) throw new Error(`${folder} belongs to another user`);
}

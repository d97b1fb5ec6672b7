import { randomBytes } from 'node:crypto';
import { link, open, readFile, rename, stat, unlink } from 'node:fs/promises';
import { Secret } from '@fernwart/addon-kit';
import { StartRefused } from '../start-refused.ts';
import { masterKeyBytes } from './create-sealer.ts';

/** The master keys in a file, one a line in base64, the first seals; null when there is no such file. */
export async function readKeyFile(file: string): Promise<Secret[] | null> {
  const text = await readOrNull(file);
  if (text === null) return null;
  const lines = text.split('\n').map((line) => line.trim());
  const keys = lines.filter((line) => line !== '' && !line.startsWith('#'));
  const whole = keys.length > 0 && keys.every(isMasterKey);
  if (!whole) {
    throw new StartRefused(
      'key_file',
      `The key file ${file} does not hold a master key of ${masterKeyBytes} bytes in base64 on each line: put back the copy that you keep outside the backup.`,
    );
  }
  return keys.map((key) => new Secret(key));
}

/** Makes the file with a fresh key, or reads the one that another process has made meanwhile. */
export async function createKeyFile(file: string): Promise<Secret[]> {
  const temporary = `${file}.${randomBytes(6).toString('hex')}`;
  const handle = await open(temporary, 'wx', 0o600);
  try {
    await handle.writeFile(`${randomBytes(masterKeyBytes).toString('base64')}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    // A link appears whole or not at all, and never over a file that is there.
    await link(temporary, file);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    await unlink(temporary);
  }
  const keys = await readKeyFile(file);
  if (!keys) throw new StartRefused('key_file', `The key file ${file} vanished while it was made.`);
  return keys;
}

/** Puts a fresh key in front of those in the file, which is replaced whole or not at all. */
export async function addKeyInFront(file: string): Promise<Secret> {
  const before = await readFile(file, 'utf8');
  const key = randomBytes(masterKeyBytes).toString('base64');
  const temporary = `${file}.${randomBytes(6).toString('hex')}`;
  const handle = await open(temporary, 'wx', 0o600);
  try {
    await handle.writeFile(`${key}\n${before}`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
  return new Secret(key);
}

export function isMasterKey(text: string): boolean {
  return /^[A-Za-z0-9+/]+={0,2}$/.test(text) && Buffer.from(text, 'base64').byteLength === masterKeyBytes;
}

async function readOrNull(file: string): Promise<string | null> {
  try {
    const { mode } = await stat(file);
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      throw new StartRefused(
        'key_file',
        `The key file ${file} may be read by other users of this machine: run "chmod 600 ${file}".`,
      );
    }
    return await readFile(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    if (error instanceof StartRefused) throw error;
    throw new StartRefused('key_file', `The key file ${file} cannot be read: give it to this user.`, error);
  }
}

function codeOf(error: unknown): unknown {
  return (error as { code?: unknown }).code;
}

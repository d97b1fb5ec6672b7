import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Secret } from '@fernwart/addon-kit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testDatabases } from '../../../testing/databases.ts';
import { systemClock } from '../clock/system-clock.ts';
import type { Database } from '../db/database.ts';
import { openSealer } from './open-sealer.ts';

const newKey = () => new Secret(randomBytes(32).toString('base64'));

describe.each(testDatabases)('opening the sealer on $kind', ({ open }) => {
  let db: Database;
  let folder: string;
  let keyFile: string;
  const openWith = (keys: readonly Secret[] | null) =>
    openSealer({ db, clock: systemClock(), nodeId: 'this', keys, keyFile });

  beforeEach(async () => {
    db = await open();
    folder = await mkdtemp(path.join(tmpdir(), 'keys-'));
    keyFile = path.join(folder, 'master.key');
  });
  afterEach(async () => {
    await db.close();
    await rm(folder, { recursive: true });
  });

  test('is refused while a key that sealed something is missing', async () => {
    const first = newKey();
    await openWith([first]);
    await expect(openWith([newKey()])).rejects.toMatchObject({
      code: 'key_unknown',
      message: expect.stringContaining('is not in FERNWART_KEY'),
    });
    await expect(openWith([newKey(), first])).resolves.toBeDefined();
  });

  test('is refused, and makes no new key, when the key file has gone', async () => {
    await openWith(null);
    await rm(keyFile);
    await expect(openWith(null)).rejects.toMatchObject({
      code: 'key_unknown',
      message: expect.stringContaining(`${keyFile} is missing`),
    });
    expect(await readdir(folder)).toEqual([]);
  });

  test('is refused for a key file that others may read, or that holds something else', async () => {
    await openWith(null);
    await chmod(keyFile, 0o644);
    await expect(openWith(null)).rejects.toMatchObject({
      code: 'key_file',
      message: expect.stringContaining('chmod 600'),
    });
    await writeFile(keyFile, 'hello\n');
    await chmod(keyFile, 0o600);
    await expect(openWith(null)).rejects.toMatchObject({ code: 'key_file' });
  });

  test('makes the key file at the first start, for this user alone, and opens with it afterwards', async () => {
    const [one, two] = await Promise.all([openWith(null), openWith(null)]);
    expect(one?.keyIds).toEqual(two?.keyIds);
    expect((await stat(keyFile)).mode & 0o777).toBe(0o600);
    expect(await readFile(keyFile, 'utf8')).toMatch(/^[A-Za-z0-9+/]{43}=\n$/);
    expect(await readdir(folder)).toEqual(['master.key']);
    const sealed = one?.seal(new Secret('x'), 'test') ?? '';
    expect((await openWith(null)).open(sealed, 'test').reveal()).toBe('x');
  });
});

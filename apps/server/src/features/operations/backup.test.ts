import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../platform/clock/system-clock.ts';
import { openEmbeddedDatabase } from '../../platform/db/embedded-database.ts';
import { migrate } from '../../platform/db/migrate.ts';
import { packBackup, readBackup } from './backup-file.ts';
import { makeBackup } from './make-backup.ts';
import { restoreBackup } from './restore-backup.ts';

const clock = systemClock();
const key = `${Buffer.alloc(32, 7).toString('base64')}\n`;
let folder: string;
let file: string;
let bytes: Uint8Array;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backup-'));
  const original = join(folder, 'original');
  const db = await openEmbeddedDatabase(original, () => undefined);
  await migrate(db);
  await db.sql`insert into settings (name, value, updated_at) values ('kept', '"yes"', now())`;
  await writeFile(join(original, 'master.key'), key, { mode: 0o600 });
  bytes = await makeBackup({ db, clock, platformVersion: '1.0.0', keyFile: join(original, 'master.key') });
  await db.close();
  file = join(folder, 'desk.backup');
  await writeFile(file, bytes);
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

async function refusalOf(content: Uint8Array): Promise<string> {
  const other = join(folder, 'other.backup');
  await writeFile(other, content);
  return readBackup(other).then(
    () => 'it was read',
    (error: Error) => error.message,
  );
}

test('a restored database is what it was, paused, with the key that was asked for', async () => {
  const dataFolder = join(folder, 'restored');
  expect(await restoreBackup(await readBackup(file), { dataFolder, clock })).toEqual({ key: 'written' });
  expect(await readFile(join(dataFolder, 'master.key'), 'utf8')).toBe(key);
  expect((await stat(join(dataFolder, 'master.key'))).mode & 0o777).toBe(0o600);
  const db = await openEmbeddedDatabase(dataFolder, () => undefined);
  expect(await db.sql`select value from settings where name = 'kept'`).toEqual([{ value: 'yes' }]);
  expect(await db.sql`select value->>'reason' as reason from settings where name = 'paused'`).toEqual([
    { reason: 'restored' },
  ]);
  await db.close();
  await expect(restoreBackup(await readBackup(file), { dataFolder, clock })).rejects.toThrow(
    'holds a database already',
  );
}, 120_000);

test('the master key stays out unless it is asked for', async () => {
  const { parts, ...rest } = await readBackup(file);
  const database = parts.get('database') ?? expect.fail();
  const without = await packBackup({ ...rest, parts: new Map([['database', database]]) });
  expect(Buffer.from(without).includes('master.key')).toBe(false);
});

test('another key that lies there is not overwritten', async () => {
  const dataFolder = join(folder, 'keyed');
  await mkdir(dataFolder);
  await writeFile(join(dataFolder, 'master.key'), 'another', { mode: 0o600 });
  await expect(restoreBackup(await readBackup(file), { dataFolder, clock })).rejects.toThrow(
    'is another key than the one in the backup',
  );
  expect(await readFile(join(dataFolder, 'master.key'), 'utf8')).toBe('another');
});

test('a backup that is damaged or not whole is refused', async () => {
  const places = [20, 90, 300, Math.floor(bytes.length / 2), bytes.length - 10];
  for (const place of places) {
    const spoilt = Uint8Array.from(bytes);
    spoilt[place] = (spoilt[place] ?? 0) ^ 0x20;
    expect(await refusalOf(spoilt), `byte ${place}`).toMatch(/is damaged or not whole/);
  }
  expect(await refusalOf(bytes.subarray(0, bytes.length - 1))).toMatch(/is damaged or not whole/);
  expect(await refusalOf(bytes.subarray(0, 200))).toMatch(/is damaged or not whole/);
});

test('a file that is no backup, and one of a later format, are refused as what they are', async () => {
  expect(await refusalOf(new TextEncoder().encode('PGDMP'))).toMatch(/is no backup of Fernwart/);
  expect(await refusalOf(new TextEncoder().encode('fernwart-backup 2 abc\n{}\n'))).toMatch(
    /format that this version cannot read/,
  );
});

test('a backup of a newer version is refused, and names what is unknown here', async () => {
  const backup = await readBackup(file);
  const newer = { ...backup, platform: '9.0.0', migrations: [...backup.migrations, '9999_future.sql'] };
  await expect(restoreBackup(newer, { dataFolder: join(folder, 'newer'), clock })).rejects.toThrow(
    'made by Fernwart 9.0.0, which is newer (9999_future.sql)',
  );
});

import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PackageRefusal } from '@fernwart/addon-kit/package';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Problem } from '../../platform/http/problem.ts';
import { connectToRunningServer } from './command-client.ts';
import { listenForCommands } from './command-socket.ts';
import { refusalLines } from './commands.ts';
import type { Packages } from './packages.ts';

const quiet = { debug() {}, info() {}, warn() {}, error() {}, child: () => quiet };
let folder: string;
let calls: unknown[];
let refusal: Error | null;
let stop: () => Promise<void>;
const packages: Pick<Packages, 'list' | 'installPackage' | 'remove'> = {
  list: async () => [],
  async installPackage(bytes, by) {
    if (refusal) throw refusal;
    calls.push(['install', Buffer.from(bytes).toString(), by.name]);
  },
  remove: async (...given) => void calls.push(['remove', ...given]),
};
async function listen(dataFolder: string): Promise<void> {
  stop = (await listenForCommands({ dataFolder, packages, log: quiet })).stop;
}
async function connection(dataFolder = folder) {
  const found = await connectToRunningServer(dataFolder);
  if (!found) throw new Error('no server was found');
  return found;
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fernwart-commands-'));
  calls = [];
  refusal = null;
  stop = async () => undefined;
});
afterEach(async () => {
  await stop();
  await rm(folder, { recursive: true, force: true });
});

test('without a server there is nobody to speak to, also where a killed one left its socket', async () => {
  expect(await connectToRunningServer(folder)).toBeNull();
  expect(await connectToRunningServer(join(folder, 'missing'))).toBeNull();
  await writeFile(join(folder, 'commands.sock'), '');
  expect(await connectToRunningServer(folder)).toBeNull();
  await listen(folder);
  expect(await connectToRunningServer(folder)).not.toBeNull();
});

test('only the owner may open the socket, and it goes with the server', async () => {
  await chmod(folder, 0o755);
  await listen(folder);
  expect((await stat(join(folder, 'commands.sock'))).mode & 0o777).toBe(0o600);
  await stop();
  await expect(stat(join(folder, 'commands.sock'))).rejects.toMatchObject({ code: 'ENOENT' });
});

test('listing, installing and removing are done by the server', async () => {
  await listen(folder);
  const server = await connection();
  expect(await server.list()).toEqual([]);
  await server.installPackage(Buffer.from('bytes'), { id: null, name: 'whoever' });
  await server.remove('sample', { data: 'delete', confirmName: 'Sample' }, { id: null, name: 'whoever' });
  expect(calls).toEqual([
    ['install', 'bytes', 'command line'],
    ['remove', 'sample', { data: 'delete', confirmName: 'Sample' }, { id: null, name: 'command line' }],
  ]);
});

test.each([
  new PackageRefusal('unsigned', { id: 'x' }),
  new PackageRefusal(
    'manifest_invalid',
    { count: 1 },
    { problems: [{ path: 'manifest.json', text: { de: 'Ein Fehler', en: 'A fault' } }] },
  ),
  new Problem('busy', { detail: { de: 'Nicht jetzt.', en: 'Not now.' } }),
  new Problem('not_found'),
])('a refusal arrives as it was: %s', async (refused) => {
  await listen(folder);
  refusal = refused;
  const arrived: unknown = await (await connection())
    .installPackage(Buffer.from('x'), { id: null, name: 'x' })
    .catch((error: unknown) => error);
  expect(refusalLines(arrived)).toEqual(refusalLines(refused));
});

test('more than a package may have is cut off', async () => {
  await listen(folder);
  const server = await connection();
  await expect(
    server.installPackage(Buffer.alloc(20 * 1024 * 1024 + 1), { id: null, name: 'x' }),
  ).rejects.toMatchObject({ code: 'archive_too_large' });
});

test('a data folder whose path is too long for a socket is served all the same', async () => {
  const deep = join(folder, 'a'.repeat(120));
  await mkdir(deep);
  await listen(deep);
  expect(await (await connection(deep)).list()).toEqual([]);
});

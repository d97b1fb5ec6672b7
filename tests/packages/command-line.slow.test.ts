import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { developmentKey } from '../../tools/addons/development-key.ts';
import { packedSample, signedSample } from './signed-sample.ts';

const fernwart = fileURLToPath(new URL('../../fernwart', import.meta.url));
const { keyId, name, publicKey } = developmentKey();

let folder: string;
let environment: Record<string, string | undefined>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fernwart-command-line-'));
  environment = {
    PATH: process.env.PATH,
    PORT: '0',
    FERNWART_DATA: join(folder, 'data'),
    FERNWART_PUBLISHERS: JSON.stringify({ [keyId]: { name, publicKey } }),
  };
  await writeFile(join(folder, 'one.zip'), await signedSample());
  await writeFile(join(folder, 'two.zip'), await signedSample({ version: '2.0.0' }));
  await writeFile(join(folder, 'unsigned.zip'), await packedSample());
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** `./fernwart package …` as somebody types it. */
async function fernwartPackage(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const child = spawn(fernwart, ['package', ...args], { env: environment, cwd: folder });
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number]>,
  ]);
  return { code, out, err };
}

test('on the embedded database packages are installed, listed and removed, whether the server runs or not', async () => {
  expect(await fernwartPackage('install', 'one.zip')).toEqual({ code: 0, out: 'installed\n', err: '' });

  const server = spawn(fernwart, ['serve'], { env: environment });
  const stopped = once(server, 'close');
  try {
    let said = '';
    server.stdout.on('data', (chunk) => (said += String(chunk)));
    await expect.poll(() => said, { timeout: 60_000 }).toContain('ready at');
    expect((await fernwartPackage('list')).out).toBe(`sample 1.0.0 active, ${name}\n`);
    expect(await fernwartPackage('install', 'two.zip')).toEqual({ code: 0, out: 'installed\n', err: '' });
    expect(await fernwartPackage('install', 'one.zip')).toMatchObject({
      code: 1,
      err: 'Version 2.0.0 is installed; version 1.0.0 is older. (version_lower)\n',
    });
    expect(await fernwartPackage('install', 'unsigned.zip')).toMatchObject({
      code: 1,
      err: expect.stringContaining('The package is not signed'),
    });
    expect(await fernwartPackage('remove', 'sample', '--delete-data', 'Sampel')).toMatchObject({
      code: 1,
      err: 'To delete the data, enter the name of the package: "Sample".\n',
    });
    expect(await fernwartPackage('remove', 'missing')).toMatchObject({
      code: 1,
      err: 'This does not exist, or you may not see it.\n',
    });
  } finally {
    server.kill('SIGTERM');
    await stopped;
  }
  expect((await fernwartPackage('list')).out).toBe(`sample 2.0.0 active, ${name}\n`);
  expect((await fernwartPackage('remove', 'sample')).out).toBe('removed\n');
});

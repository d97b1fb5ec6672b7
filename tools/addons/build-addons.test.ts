import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readPackage } from '@fernwart/addon-kit/package';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sampleFiles } from '../../packages/addon-kit/testing/sample-package.ts';
import { buildAddons } from '../build-addons.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));
let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'fernwart-build-'));
  await symlink(join(repository, 'node_modules'), join(root, 'node_modules'));
  await cp(join(repository, 'LICENSE'), join(root, 'LICENSE'));
  const { 'server.js': code, ...files } = sampleFiles();
  await put({ ...files, 'src/server.ts': code ?? '' });
});
afterEach(() => rm(root, { recursive: true }));

async function put(files: Record<string, string | Uint8Array>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    const file = join(root, 'addons/sample', path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}

test('an add-on that leaves something outside the bundle is refused', async () => {
  await put({ 'src/server.ts': "import 'https://example.org/x.js'; export default {};" });
  await expect(buildAddons(root)).rejects.toThrow('Not bundled: https://example.org/x.js');
});

test('an add-on with a faulty manifest is refused', async () => {
  await put({ 'manifest.json': '{}' });
  await expect(buildAddons(root)).rejects.toMatchObject({ code: 'manifest_invalid' });
});

test('the same sources give the same signed bytes, in place of an older version', async () => {
  await mkdir(join(root, 'dist/addons'), { recursive: true });
  await writeFile(join(root, 'dist/addons/sample-0.9.0.zip'), 'old');
  const [file = ''] = await buildAddons(root);
  const first = await readFile(file);
  expect(file).toBe(join(root, 'dist/addons/sample-1.0.0.zip'));
  await expect(readFile(join(root, 'dist/addons/sample-0.9.0.zip'))).rejects.toThrow('ENOENT');
  await buildAddons(root);
  expect(await readFile(file)).toEqual(first);
  expect((await readPackage(first)).signature?.publisher).toBe('Fernwart');
});

test('what is bundled brings its licence', async () => {
  await put({
    'src/server.ts': "import { z } from 'zod/mini'; export default { actions: { a: z.string() } };",
  });
  const [file = ''] = await buildAddons(root);
  const zip = await readFile(file);
  expect((await readPackage(zip)).module).not.toContain("from 'zod");
  const { readArchive } = await import('../../packages/addon-kit/src/package/read-archive.ts');
  const { packageLimits } = await import('@fernwart/addon-kit/package');
  expect(String((await readArchive(zip, packageLimits)).get('LICENSE'))).toMatch(/zod\n\nMIT License/);
});

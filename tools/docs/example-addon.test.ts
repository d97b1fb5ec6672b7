import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { packPackage, readPackage } from '../../packages/addon-kit/src/package/index.ts';

const folder = new URL('../../docs/extend/reminder/', import.meta.url).pathname;
const page = readFileSync(new URL('../../docs/extend/README.md', import.meta.url), 'utf8');

function read(path: string): string {
  return readFileSync(folder + path, 'utf8');
}

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [`${folder}src/main.ts`],
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node26',
    write: false,
    absWorkingDir: new URL('../..', import.meta.url).pathname,
  });
  return outputFiles[0]?.text ?? '';
}

test('the example of docs/extend becomes a package that is accepted', async () => {
  const paths = ['manifest.json', 'strings/de.json', 'strings/en.json', 'migrations/0001_reminders.sql'];
  const files = {
    'server.js': await bundle(),
    ...Object.fromEntries(paths.map((path) => [path, read(path)])),
  };
  const { manifest, migrations } = await readPackage(await packPackage({ files }));
  expect(manifest).toMatchObject({ id: 'reminder', version: '1.0.0' });
  expect(migrations.map(({ name }) => name)).toEqual(['0001_reminders']);
});

test('it has a handler for everything that its manifest brings', async () => {
  const { default: addon } = await import('../../docs/extend/reminder/src/main.ts');
  expect(Object.keys(addon.actions ?? {})).toEqual(['remind']);
  expect(Object.keys(addon.workflows ?? {})).toEqual(['W_Reminder_remind@1.0']);
  expect(Object.keys(addon.panels ?? {})).toEqual(['reminder']);
});

test('every TypeScript block of the page stands in the example, so that it compiles', () => {
  const blocks = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');
  expect(blocks.length).toBeGreaterThan(3);
  for (const block of blocks) expect(read('src/main.ts')).toContain(block);
});

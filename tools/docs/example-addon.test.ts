import { readFileSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import addon from '../../docs/extend/reminder/src/main.ts';
import { createHarness, type Harness } from '../../packages/addon-kit/src/harness/index.ts';
import { packPackage, readPackage } from '../../packages/addon-kit/src/package/index.ts';

const folder = new URL('../../docs/extend/reminder/', import.meta.url).pathname;
const page = readFileSync(new URL('../../docs/extend/README.md', import.meta.url), 'utf8');
const activity = { type: 'activity', id: 'a1' } as const;
const anna = {
  id: 'anna',
  name: 'Anna Bergmann',
  email: null,
  language: 'en',
  timeZone: 'Europe/Berlin',
  active: true,
  roles: ['agent'],
} as const;

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

let database: PGlite;
beforeAll(async () => {
  database = await PGlite.create();
  await database.exec(read('migrations/0001_reminders.sql'));
});
afterAll(() => database.close());

async function installedReminder(): Promise<Harness> {
  await database.exec('truncate reminders');
  const harness = createHarness({
    addon,
    manifest: JSON.parse(read('manifest.json')),
    strings: { de: JSON.parse(read('strings/de.json')), en: JSON.parse(read('strings/en.json')) },
    database,
  });
  harness.desk.activities.set('a1', {
    id: 'a1',
    number: 'INC00001',
    kind: 'incident',
    subject: 'Printer',
    state: 202,
    initiatorId: null,
    responsibleId: 'anna',
    teamId: null,
    assetIds: [],
    createdAt: harness.clock.now(),
    closedAt: null,
  });
  return harness;
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

test('its button is for the responsible, and gone while a reminder waits', async () => {
  const harness = await installedReminder();
  expect(await harness.offered('remind', activity, { ...anna, id: 'ben' })).toBe(false);
  expect(await harness.offered('remind', activity, anna)).toBe(true);
  await harness.invoke('remind', activity, anna);
  expect(await harness.offered('remind', activity, anna)).toBe(false);
  expect((await harness.panel('reminder', activity, anna))?.topics).toEqual(['activity:a1']);
});

test('its workflow reminds after a day, once however often it runs', async () => {
  const harness = await installedReminder();
  await harness.invoke('remind', activity, anna);
  await harness.work();
  expect(harness.desk.journal).toHaveLength(0);
  harness.clock.advance(Temporal.Duration.from({ hours: 24 }));
  await harness.work();
  for (const run of harness.desk.runs) await harness.execute(run);
  expect(harness.desk.journal).toHaveLength(1);
  expect(await harness.offered('remind', activity, anna)).toBe(true);
});

test('every TypeScript block of the page stands in the example, so that it compiles', () => {
  const blocks = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');
  expect(blocks.length).toBeGreaterThan(3);
  for (const block of blocks) expect(read('src/main.ts')).toContain(block);
});

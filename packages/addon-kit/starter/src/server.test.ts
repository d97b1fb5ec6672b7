import { readdirSync, readFileSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { createHarness, type Harness } from '@fernwart/addon-kit/harness';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import addon from './server.ts';

const folder = new URL('../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, folder), 'utf8');
const agent = {
  id: 'anna',
  name: 'Anna Berg',
  email: null,
  language: 'en',
  timeZone: 'Europe/Berlin',
  active: true,
  roles: ['agent'],
} as const;
const activity = { type: 'activity', id: 'a1' } as const;

let database: PGlite;
let harness: Harness;
beforeAll(async () => {
  database = await PGlite.create();
  for (const name of readdirSync(new URL('migrations/', folder)).toSorted())
    await database.exec(read(`migrations/${name}`));
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.exec('truncate notes');
  const strings = { de: JSON.parse(read('strings/de.json')), en: JSON.parse(read('strings/en.json')) };
  harness = createHarness({ addon, manifest: JSON.parse(read('manifest.json')), strings, database });
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
});
const write = (text: string) => harness.submit('note', activity, agent, { text });

test('an empty note is refused with a sentence', async () => {
  expect(await write('  ')).toEqual({
    kind: 'errors',
    errors: { text: 'A note has at least one character.' },
  });
});

test('a closed activity takes no notes', async () => {
  const before = harness.desk.activities.get('a1');
  if (before) harness.desk.activities.set('a1', { ...before, closedAt: harness.clock.now() });
  expect(await harness.offered('note', activity, agent)).toBe(false);
});

test('the panel shows the notes as long as there are any', async () => {
  expect(await harness.panel('notes', activity, agent)).toBeNull();
  await write('Call back tomorrow');
  expect((await harness.panel('notes', activity, agent))?.blocks[0]).toMatchObject({
    type: 'timeline',
    entries: [{ title: 'Call back tomorrow' }],
  });
  await harness.invoke('clear', activity, agent);
  expect(await harness.panel('notes', activity, agent)).toBeNull();
});

test('everybody is told of it when there are very many notes', async () => {
  expect(await harness.notices(agent)).toEqual([]);
  await database.exec(`
    insert into notes (id, activity_id, text, written_at)
    select n::text, 'a1', 'x', now() from generate_series(1, 1000) n`);
  expect(await harness.notices(agent)).toMatchObject([
    { text: 'There are 1000 notes. Older ones are deleted at night.' },
  ]);
});

test('a closed activity gets one summary, however often its run is executed', async () => {
  await write('One');
  await write('Two');
  await harness.host.transaction((tx) =>
    tx.run({
      workflow: 'W_Starter_summary',
      input: {},
      subject: activity,
      trigger: { kind: 'rule', name: 'closed' },
    }),
  );
  await harness.work();
  for (const run of harness.desk.runs) await harness.execute(run);
  expect(harness.desk.journal).toHaveLength(1);
  expect(harness.desk.journal[0]?.content.en).toEqual([
    { type: 'text', text: '2 note(s) were written on this activity.' },
  ]);
});

test('the service is asked at its own host, and its answer is told', async () => {
  harness.network = ({ url }) => ({ status: url === 'https://www.iana.org/' ? 204 : 500 });
  const outcome = await harness.invoke('check', { type: 'configuration', id: 'c1' }, agent);
  expect(outcome).toEqual({ kind: 'notice', tone: 'info', text: 'The service answered with 204.' });
});

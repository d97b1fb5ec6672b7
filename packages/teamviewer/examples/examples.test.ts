import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { createTestClient, failureOf } from '../src/testing/client.ts';
import { exportGroup } from './export-devices.ts';
import { explain, startSession } from './start-a-session.ts';

const folder = new URL('.', import.meta.url);

test('every TypeScript block of the README is part of a compiled example', async () => {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  const examples = await Promise.all(names.map((name) => readFile(new URL(name, folder), 'utf8')));
  const readme = await readFile(new URL('../README.md', folder), 'utf8');
  const blocks = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map((match) => match[1]?.trim() ?? '');
  expect(blocks.length).toBeGreaterThan(3);
  for (const block of blocks) {
    expect(
      examples.some((example) => example.includes(block)),
      `not in any example:\n${block}`,
    ).toBe(true);
  }
});

test('a session whose answer was lost is found by its key', async () => {
  const { tv, script } = createTestClient([
    { expect: 'POST /sessions', answer: { fail: new Error('reset') } },
    {
      expect: 'GET /sessions?groupid=g1&state=open,closed&full_list=true',
      answer: { json: { sessions: [{ code: 's12-345-677' }, { code: 's12-345-678', custom_api: 'key' }] } },
    },
  ]);
  expect((await startSession(tv, 'g1', 'key')).code).toBe('s12-345-678');
  script.finish();
});

test('an export goes on where it broke', async () => {
  const page = (id: string, next?: string) => ({
    json: { resources: [{ id, name: id }], nextPaginationToken: next },
  });
  const { tv, script } = createTestClient([
    { expect: 'GET /managed/groups/G/devices', answer: page('a', 't') },
    ...Array.from({ length: 3 }, () => ({
      expect: 'GET /managed/groups/G/devices?paginationToken=t',
      answer: { status: 503, text: '' },
    })),
    { expect: 'GET /managed/groups/G/devices?paginationToken=t', answer: page('b') },
  ]);
  const written: string[] = [];
  await exportGroup(tv, 'G', async (devices) => void written.push(...devices.map(({ id }) => id)));
  expect(written).toEqual(['a', 'b']);
  script.finish();
});

test('a missing right is explained in the words of the form', async () => {
  const { tv, script } = createTestClient([{ expect: 'POST /sessions', answer: { status: 403, json: {} } }]);
  const error = await failureOf(tv.sessions.create({ groupId: 'g1' }));
  expect(explain(error)).toBe('The app lacks “Session management: Create sessions”.');
  script.finish();
});

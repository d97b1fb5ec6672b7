import type { LocalizedContent } from '@fernwart/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testDatabases } from '../../../testing/databases.ts';
import { type TestDesk, testDesk } from '../../../testing/desk.ts';
import type { Database } from '../../platform/db/database.ts';
import type { NewEntry } from './journal.ts';

const says = (text: string): LocalizedContent => ({
  de: [{ type: 'text', text }],
  en: [{ type: 'text', text }],
});

describe.each(testDatabases)('the journal on $kind', ({ open }) => {
  let db: Database;
  let desk: TestDesk;
  let activityId: string;

  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    desk = testDesk(db);
    const agent = await desk.person('Anna Agent', ['agent']);
    activityId = desk.newId();
    const at = desk.clock.now();
    await db.sql`
      insert into activities (id, number, kind, subject, state, initiator_id, created_at, updated_at)
      values (${activityId}, ${activityId}, 'incident', 'Printer', 200, ${agent.id}, ${at}, ${at})`;
  });

  const entry = (more: Partial<NewEntry> = {}): NewEntry => ({
    activityId,
    key: 'k',
    author: { kind: 'package', id: 'teamviewer', name: 'TeamViewer' },
    visibility: 'internal',
    kind: 'package',
    content: says('hello'),
    ...more,
  });
  const add = (more: Partial<NewEntry> = {}) => db.transaction((tx) => desk.journal.add(tx, entry(more)));
  const texts = async (internal: boolean) =>
    (await desk.journal.page(db, activityId, { internal, limit: 200 })).items.map(
      (item) => item.content.de[0],
    );

  test('refuses to change or remove an entry', async () => {
    await add();
    await expect(db.sql`update journal_entries set kind = 'x'`).rejects.toMatchObject({ code: '42501' });
    await expect(db.sql`delete from journal_entries`).rejects.toMatchObject({ code: '42501' });
  });

  test('refuses an entry on an activity that does not exist', async () => {
    await expect(add({ activityId: desk.newId() })).rejects.toMatchObject({ code: '23503' });
  });

  test('refuses a cursor that it did not make', async () => {
    for (const cursor of ['x', Buffer.from('["journal","2026-02-30 00:00:00+00",1]').toString('base64url')])
      await expect(
        desk.journal.page(db, activityId, { internal: true, limit: 1, cursor }),
      ).rejects.toMatchObject({ code: 'invalid_input' });
  });

  test('writes the same key once, also when asked twice at the same time', async () => {
    const answers = await Promise.all([add(), add(), add({ content: says('other') })]);
    expect(answers.filter(Boolean)).toHaveLength(1);
    expect(await texts(true)).toHaveLength(1);
  });

  test('tells those who watch the activity, but only when something was written', async () => {
    await add();
    await add();
    expect(desk.touched).toEqual([`activity:${activityId}`]);
  });

  test('writes many at once: each key once, in their order, and the one that supersedes another of them', async () => {
    await add({ key: 'there' });
    desk.touched.length = 0;
    const keys = ['z', 'there', 'a', 'z', 'b'];
    const many = keys.map((key, index) =>
      entry({ key, content: says(String(index)), ...(key === 'b' ? { supersedesKey: 'a' } : {}) }),
    );
    const written = await db.transaction((tx) => desk.journal.addAll(tx, many));
    expect(written.map(({ key }) => key)).toEqual(['z', 'a', 'b']);
    const { items } = await desk.journal.page(db, activityId, { internal: true, limit: 10 });
    expect(items.map(({ content }) => content.en)).toEqual(
      ['4', '2', '0', 'hello'].map((text) => [{ type: 'text', text }]),
    );
    expect(items[0]?.supersedes).toBe(items[1]?.id);
    expect(desk.touched).toEqual([`activity:${activityId}`]);
  });

  test('writes all of many or none, and each once by whoever writes the same at the same time', async () => {
    const many = Array.from({ length: 40 }, (_, index) => entry({ key: `k${index}` }));
    const stranger = entry({ activityId: desk.newId() });
    await expect(db.transaction((tx) => desk.journal.addAll(tx, [...many, stranger]))).rejects.toMatchObject({
      code: '23503',
    });
    expect(await texts(true)).toEqual([]);
    const written = await Promise.all([
      db.transaction((tx) => desk.journal.addAll(tx, many)),
      db.transaction((tx) => desk.journal.addAll(tx, many.toReversed())),
    ]);
    expect(written.flat()).toHaveLength(40);
    expect(await texts(true)).toHaveLength(40);
  });

  test('keeps internal entries from the requester', async () => {
    await add({ key: 'a', content: says('inside') });
    await add({ key: 'b', content: says('outside'), visibility: 'requester' });
    expect(await texts(false)).toEqual([{ type: 'text', text: 'outside' }]);
    expect(await texts(true)).toHaveLength(2);
  });

  test('names the entry that another one supersedes, and keeps both', async () => {
    await add({ key: 'a' });
    await add({ key: 'b', supersedesKey: 'a' });
    await add({ key: 'c', supersedesKey: 'never written' });
    const { items } = await desk.journal.page(db, activityId, { internal: true, limit: 10 });
    const [last, second, first] = items;
    expect(second?.supersedes).toBe(first?.id);
    expect(last?.supersedes).toBeNull();
  });

  test('pages newest first, in the order of writing even within one millisecond', async () => {
    await db.transaction(async (tx) => {
      for (let count = 0; count < 25; count++)
        await desk.journal.add(tx, entry({ key: `k${count}`, content: says(String(count)) }));
    });
    const seen: unknown[] = [];
    let cursor: string | undefined;
    do {
      const page = await desk.journal.page(db, activityId, { internal: true, limit: 7, cursor });
      seen.push(...page.items.map((item) => (item.content.en[0] as { text: string }).text));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(seen).toEqual(Array.from({ length: 25 }, (_, index) => String(24 - index)));
  });

  test('keeps hostile and long texts as text', async () => {
    const hostile = `<script>alert(1)</script>\u202e${'x'.repeat(10_000)} 🦜 \0 \ud800 ' " \\`;
    await add({ content: says(hostile), author: { kind: 'person', id: 'p', name: `A\0B` } });
    const [item] = (await desk.journal.page(db, activityId, { internal: true, limit: 1 })).items;
    expect(item?.content.de).toEqual([
      { type: 'text', text: hostile.replace('\0', '\uFFFD').replace('\ud800', '\uFFFD') },
    ]);
    expect(item?.author.name).toBe('A\uFFFDB');
  });
});

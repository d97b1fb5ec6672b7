import { localizedContent } from '@fernwart/addon-kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabases } from '../../../testing/databases.ts';
import { type TestDesk, testDesk } from '../../../testing/desk.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/http/actor.ts';
import type { NewEntry } from '../journal/journal.ts';
import { tellingJournal } from './tell.ts';

describe.each(testDatabases)('what packages write on the journal, on $kind', ({ open }) => {
  let db: Database;
  let desk: TestDesk;
  let ben: Actor;
  let rita: Actor;

  beforeAll(async () => {
    db = await open();
    desk = testDesk(db);
    ben = await desk.person('Ben Agent', ['agent']);
    rita = await desk.person('Rita Müller', ['requester']);
  });
  afterAll(() => db.close());

  test('tells the responsible and, where it is meant for the requester, the initiator: once, and nobody of his own doing', async () => {
    const { id, version } = await desk.activities.create(ben, {
      kind: 'incident',
      subject: 'Printer',
      description: '',
      initiatorId: rita.id,
      teamId: null,
      priority: 1,
      assetIds: [],
    });
    await desk.activities.transition(ben, id, { transition: 'take_over', version });
    const journal = tellingJournal(desk.journal, desk.notifications);
    const entry = (key: string, visibility: 'internal' | 'requester', by?: Actor): NewEntry => ({
      activityId: id,
      key,
      author: by ? { kind: 'person', id: by.id, name: by.name } : { kind: 'package', id: 'x', name: 'X' },
      visibility,
      kind: 'package',
      content: localizedContent(() => []),
    });
    const write = (key: string, visibility: 'internal' | 'requester', by?: Actor) =>
      db.transaction((tx) => journal.addAll(tx, [entry(key, visibility, by)]));
    const told = async () =>
      (
        await db.sql<{ name: string; key: string }>`
          select person.name, n.key from notifications n join people person on person.id = n.person_id
          where n.activity_id = ${id} and n.kind = 'session'`
      )
        .map(({ name, key }) => `${name} ${key.split(':').at(-1)}`)
        .toSorted();
    await write('made', 'requester', ben);
    expect(await told()).toEqual(['Rita Müller made']);
    await write('refused', 'internal');
    await write('refused', 'internal');
    await write('ended', 'requester');
    expect(await told()).toEqual([
      'Ben Agent ended',
      'Ben Agent refused',
      'Rita Müller ended',
      'Rita Müller made',
    ]);
    desk.touched.length = 0;
    await db.transaction((tx) =>
      journal.addAll(tx, [
        entry('made', 'requester', ben),
        entry('one', 'requester', ben),
        entry('two', 'internal'),
        entry('two', 'requester'),
      ]),
    );
    expect(await told()).toEqual([
      'Ben Agent ended',
      'Ben Agent refused',
      'Ben Agent two',
      'Rita Müller ended',
      'Rita Müller made',
      'Rita Müller one',
    ]);
    expect(desk.touched.toSorted()).toEqual(
      [`activity:${id}`, `notifications:${ben.id}`, `notifications:${rita.id}`].toSorted(),
    );
  });
});

import type { activitiesQuery } from '@fernwart/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { testDatabases } from '../../../testing/databases.ts';
import { type TestDesk, testDesk } from '../../../testing/desk.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/http/actor.ts';

const everything: z.output<typeof activitiesQuery> = {
  view: 'all',
  sort: 'number',
  direction: 'asc',
  limit: 200,
};

describe.each(testDatabases)('the search for activities on $kind', ({ open }) => {
  let db: Database;
  let desk: TestDesk;
  let anna: Actor;
  let rita: Actor;
  let printer: string;
  let outlook: string;
  let lamp: string;

  beforeAll(async () => {
    db = await open();
    desk = testDesk(db);
    anna = await desk.person('Anna Agent', ['agent']);
    rita = await desk.person('Rita Müller', ['requester']);
    const make = async (subject: string, description: string) =>
      (
        await desk.activities.create(anna, {
          kind: 'incident',
          subject,
          description,
          initiatorId: rita.id,
          teamId: null,
          priority: 1,
          assetIds: [],
        })
      ).number;
    printer = await make(
      'Etikettendrucker druckt leere Etiketten',
      'Seit dem Umzug. Geräteadresse 10.1.2.3.',
    );
    outlook = await make('Outlook crashes', 'It keeps asking for the password.');
    lamp = await make('Lamp 🦜 <script>alert(1)</script>', '\u202eשלום\u202c');
    const id = (await found('Outlook'))[0]?.id ?? '';
    await desk.activities.comment(anna, id, { text: 'Profile neu angelegt', visibility: 'internal' });
    await desk.activities.comment(anna, id, { text: 'Please restart tonight', visibility: 'requester' });
  });
  afterAll(() => db.close());

  const found = async (search: string, by = anna) =>
    (await desk.activities.list(by, { ...everything, search })).items;
  const numbers = async (search: string, by = anna) => (await found(search, by)).map(({ number }) => number);

  test('tells a requester nothing of what internal entries say', async () => {
    expect(await numbers('angelegt')).toEqual([outlook]);
    expect(await numbers('angelegt', rita)).toEqual([]);
    expect(await numbers('restarted', rita)).toEqual([outlook]);
  });

  test('knows the forms of a word in either language', async () => {
    expect(await numbers('drucken')).toEqual([printer]);
    expect(await numbers('Umzüge')).toEqual([printer]);
    expect(await numbers('crashing')).toEqual([outlook]);
    expect(await numbers('passwords')).toEqual([outlook]);
    expect(await numbers('vorgang created')).toEqual([]);
    expect(await numbers('Geräteadressen')).toEqual([printer]);
  });

  test('finds the beginning of a word anywhere, and what stands inside a word of the subject', async () => {
    expect(await numbers('Outl')).toEqual([outlook]);
    expect(await numbers('DRUCKER')).toEqual([printer]);
    expect(await numbers('ettend')).toEqual([printer]);
  });

  test('finds words that stand in different places, and nothing when one stands nowhere', async () => {
    expect(await numbers('outlook profil tonight müller')).toEqual([outlook]);
    expect(await numbers('outlook tonight etiketten')).toEqual([]);
  });

  test('passes over words that say nothing', async () => {
    expect(await numbers('der Drucker und the')).toEqual([printer]);
  });

  test('finds a number in whatever way it is typed, and only that', async () => {
    const digits = outlook.replace(/\D+0*/, '');
    for (const typed of [
      digits,
      `#${digits}`,
      outlook,
      outlook.toLowerCase(),
      `INC${digits}`,
      `000${digits}`,
    ])
      expect(await numbers(typed), typed).toContain(outlook);
    expect(await numbers(outlook)).toEqual([outlook]);
    expect(await numbers(`SRQ${digits}`)).toEqual([]);
  });

  test('takes signs, scripts and emoji as what they are', async () => {
    expect(await numbers('🦜')).toEqual([lamp]);
    expect(await numbers('<script>')).toEqual([lamp]);
    expect(await numbers('שלום')).toEqual([lamp]);
    for (const search of ["'", "\\'", ':*', '!', '|', '&', '(', "a' | 'b", '%', '_', '\0'])
      expect(await numbers(search), search).not.toContain(printer);
    expect(await numbers('ä'.repeat(200))).toEqual([]);
  });

  test('takes entries of any size, searching their beginning', async () => {
    const id = (await found('Lamp'))[0]?.id ?? '';
    const text = Array.from({ length: 2_000 }, (_, index) => `w${index}q`)
      .join(' ')
      .slice(0, 20_000);
    await desk.activities.comment(anna, id, { text, visibility: 'internal' });
    expect(await numbers('w77q')).toEqual([lamp]);
    await db.transaction((tx) =>
      desk.journal.add(tx, {
        activityId: id,
        key: 'large',
        author: { kind: 'package', id: 'x', name: 'X' },
        visibility: 'internal',
        kind: 'package',
        content: { de: [{ type: 'text', text: `anfang ${'ungeheuer '.repeat(200_000)}` }], en: [] },
      }),
    );
    expect(await numbers('anfang')).toEqual([lamp]);
  });
});

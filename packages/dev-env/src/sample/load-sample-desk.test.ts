import { activityKinds, activityStates } from '@fernwart/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPeople } from '../../../../apps/server/src/features/people/service.ts';
import type { Database } from '../../../../apps/server/src/platform/db/database.ts';
import { sessionCookie } from '../../../../apps/server/src/platform/http/session-cookie.ts';
import { testDatabases } from '../../../../apps/server/testing/databases.ts';
import { type TestDesk, testDesk } from '../../../../apps/server/testing/desk.ts';
import { loadSampleDesk } from './load-sample-desk.ts';

describe.each(testDatabases)('the sample desk on $kind', ({ open }) => {
  let db: Database;
  let desk: TestDesk;

  beforeAll(async () => {
    db = await open();
    desk = testDesk(db);
    await Promise.all([load(), load()]);
  });
  afterAll(() => db.close());

  const load = () =>
    loadSampleDesk({ ...desk, people: createPeople({ ...desk, cookie: sessionCookie({ https: false }) }) });
  const count = async (table: 'people' | 'teams' | 'assets' | 'activities' | 'mails' | 'events' | 'runs') =>
    (await db.query<{ n: number }>(`select count(*) as n from ${table}`))[0]?.n;

  test('is there once, whole, however often it is loaded, also at the same time', async () => {
    const { accounts } = await load();
    expect(await count('people')).toBe(40);
    expect(await count('teams')).toBe(6);
    expect(await count('assets')).toBe(200);
    expect(await count('activities')).toBe(60);
    expect(accounts.map((account) => account.login)).toEqual(['anna', 'ben', 'admin', 'rita', 'otto']);
  });

  test('tells nobody: no mail, event or run comes of the past', async () => {
    expect([await count('mails'), await count('events'), await count('runs')]).toEqual([0, 0, 0]);
  });

  test('is told back from now, in order, and never in the future', async () => {
    const rows = await db.sql<{ number: string; created: Temporal.Instant; last: Temporal.Instant }>`
      select a.number, a.created_at as created, greatest(a.updated_at, a.closed_at, max(e.at)) as last
      from activities a join journal_entries e on e.activity_id = a.id
      group by a.id order by a.created_at`;
    const now = desk.clock.now();
    for (const row of rows) {
      expect(Temporal.Instant.compare(row.last, now), row.number).toBeLessThanOrEqual(0);
      expect(Temporal.Instant.compare(row.created, row.last), row.number).toBeLessThanOrEqual(0);
    }
    const days = rows.map((row) => Math.floor(now.since(row.created).total('hours') / 24));
    expect(days.at(0)).toBeGreaterThan(30);
    expect(days.at(-1)).toBe(0);
    for (const prefix of ['INC', 'SRQ', 'TCK']) {
      const numbers = rows.map((row) => row.number).filter((number) => number.startsWith(prefix));
      expect(numbers).toEqual(numbers.toSorted());
    }
  });

  test('has every kind and every state, both languages, talk on the journal and linked assets', async () => {
    const rows = await db.sql<{ kind: string; state: number; language: string; linked: boolean }>`
      select a.kind, a.state, p.language,
        exists (select 1 from activity_assets link where link.activity_id = a.id) as linked
      from activities a join people p on p.id = a.initiator_id`;
    for (const kind of activityKinds)
      expect(rows.filter((row) => row.kind === kind).length).toBeGreaterThan(5);
    for (const state of Object.values(activityStates))
      expect(rows.filter((row) => row.state === state).length, String(state)).toBeGreaterThan(4);
    for (const language of ['de', 'en'])
      expect(rows.filter((row) => row.language === language).length).toBeGreaterThan(25);
    expect(rows.filter((row) => row.linked).length).toBeGreaterThan(20);
    const [entries] = await db.sql<{ comments: number; internal: number }>`
      select count(*) filter (where kind = 'comment') as comments,
        count(*) filter (where kind = 'comment' and visibility = 'internal') as internal from journal_entries`;
    expect(entries?.comments).toBeGreaterThan(30);
    expect(entries?.internal).toBeGreaterThan(5);
  });

  test('gives the accounts something to do, and Rita NB-0042', async () => {
    const [row] = await db.sql<{ anna: number; ben: number; rita: number; notebook: string }>`
      select
        (select count(*) from activities a join people p on p.id = a.responsible_id
          where p.login = 'anna' and a.state in (201, 202, 203)) as anna,
        (select count(*) from activities a join people p on p.id = a.responsible_id
          where p.login = 'ben' and a.state in (201, 202, 203)) as ben,
        (select count(*) from activities a join people p on p.id = a.initiator_id where p.login = 'rita') as rita,
        (select p.login from assets join people p on p.id = assets.owner_id where assets.name = 'NB-0042') as notebook`;
    expect(row?.anna).toBeGreaterThan(1);
    expect(row?.ben).toBeGreaterThan(1);
    expect(row?.rita).toBeGreaterThan(4);
    expect(row?.notebook).toBe('rita');
    const withPassword = await db.sql`select login from people where password_hash is not null`;
    expect(withPassword).toHaveLength(5);
  });
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ConnectedDesk, emptyDesk } from '../../testing/connected-desk.ts';
import {
  emptyPackageDatabase,
  openPackageDatabase,
  type PackageDatabase,
} from '../../testing/package-database.ts';
import { storeReports } from '../reports/store.ts';
import addon from '../server.ts';
import { insertSession, openSession } from '../sessions/lifecycle-store.ts';

let database: PackageDatabase;
let desk: ConnectedDesk;
beforeAll(async () => {
  database = await openPackageDatabase();
  await emptyPackageDatabase(database);
  desk = emptyDesk(database);
  const start = desk.clock.now();
  for (let number = 0; number < 7; number += 1) {
    const id = `session-000${number}`;
    await insertSession(desk.host.sql, {
      id,
      configurationId: 'c',
      activityId: `activity-${number}`,
      activityNumber: `INC0000${number}`,
      activitySubject: number === 3 ? '100% _jammed_' : 'Printer',
      createdBy: { id: 'kim', name: '=cmd|calc' },
      initiator: null,
      // Two of them in the same instant.
      requestedAt: start.add({ minutes: Math.min(number, 5) }),
    });
    if (number !== 6)
      await openSession(desk.host.sql, id, {
        code: `s10-000-00${number}`,
        customerLink: null,
        supporterLink: null,
        browserLink: null,
        openedAt: start,
        validUntil: start,
        mailState: 'none',
      });
  }
  await storeReports(
    desk.host.sql,
    'c',
    [
      {
        id: 'r1',
        sessionId: 'session-0002',
        sessionCode: 's10-000-002',
        supporterId: null,
        supporterName: 'Kim',
        deviceId: '1234567890',
        deviceName: '<img src=x>',
        startedAt: start,
        endedAt: start.add({ seconds: 90 }),
        kind: 'remote_connection',
        notes: '=1+1',
        rating: null,
        comment: null,
        digest: 'd',
      },
    ],
    start,
  );
});
afterAll(() => database.close());

async function rows(source: string, change: object = {}) {
  const { viewer, language, t } = desk.context('kim');
  const query = { cursor: null, limit: 50, search: null, sort: null, filters: {}, ...change };
  return (await addon.sources?.[source]?.rows({ viewer, language, t }, query, desk.host)) ?? expect.fail();
}
const ids = async (change: object = {}) =>
  (await rows('sessions', change)).rows.map((row) => row.id.slice(-1)).join('');

test('sessions come newest first, or oldest first', async () => {
  expect(await ids()).toBe('6543210');
  expect(await ids({ sort: 'requestedAt' })).toBe('0123456');
  expect(await ids({ sort: '-requestedAt' })).toBe('6543210');
});

test.each(['-requestedAt', 'requestedAt'])('pages hold every session once (%s)', async (sort) => {
  let [seen, cursor] = ['', null as string | null];
  do {
    const page = await rows('sessions', { sort, limit: 2, cursor });
    seen += page.rows.map((row) => row.id.slice(-1)).join('');
    cursor = page.nextCursor ?? null;
  } while (cursor !== null);
  expect(seen.split('').sort().join('')).toBe('0123456');
});

test('search is for text, not for patterns', async () => {
  expect(await ids({ search: '100% _j' })).toBe('3');
  expect(await ids({ search: '%' })).toBe('3');
  expect(await ids({ search: 's10-000-005' })).toBe('5');
  expect(await ids({ search: "'; drop table sessions" })).toBe('');
});

test('filters narrow by state', async () => {
  expect(await ids({ filters: { state: 'creating' } })).toBe('6');
  expect(await ids({ filters: { state: 'nonsense' } })).toBe('');
});

test('a session counts its connections, and each connection leads to its activity', async () => {
  const session = (await rows('sessions', { search: 's10-000-002' })).rows[0];
  expect(session?.cells).toMatchObject({ connections: 1 });
  const connections = await rows('connections');
  expect(connections.rows).toMatchObject([
    {
      href: '/activities/activity-2',
      cells: { duration: 90, device: '<img src=x>', notes: '=1+1', supporter: 'Kim' },
    },
  ]);
});

test('a cursor that nobody gave out starts at the beginning', async () => {
  expect(await ids({ cursor: 'nonsense' })).toBe('6543210');
});

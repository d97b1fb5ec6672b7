import type { Language } from '@fernwart/addon-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ConnectedDesk, emptyDesk } from '../../testing/connected-desk.ts';
import {
  emptyPackageDatabase,
  openPackageDatabase,
  type PackageDatabase,
} from '../../testing/package-database.ts';
import { textOf } from '../../testing/test-desk.ts';
import addon from '../server.ts';
import { insertSession, openSession } from '../sessions/lifecycle-store.ts';

let database: PackageDatabase;
let desk: ConnectedDesk;
beforeAll(async () => {
  database = await openPackageDatabase();
  await emptyPackageDatabase(database);
  desk = emptyDesk(database);
  // The desk's clock begins on 2 November 2026 at 08:00 UTC.
  for (const [number, requestedAt] of [
    '2026-11-01T23:30:00Z',
    '2026-11-01T22:30:00Z',
    '2026-10-25T00:30:00Z',
    '2026-10-04T12:00:00Z',
    '2026-10-03T12:00:00Z',
  ].entries()) {
    const id = `session-000${number}`;
    await insertSession(desk.host.sql, {
      id,
      configurationId: 'c',
      activityId: `activity-${number}`,
      activityNumber: `INC0000${number}`,
      activitySubject: 'Printer',
      createdBy: { id: 'kim', name: 'Kim Lee' },
      initiator: { id: 'erika', name: 'Erika Muster' },
      requestedAt: Temporal.Instant.from(requestedAt),
    });
    await openSession(desk.host.sql, id, {
      code: `s10-000-00${number}`,
      customerLink: null,
      supporterLink: null,
      browserLink: null,
      openedAt: Temporal.Instant.from(requestedAt),
      validUntil: desk.clock.now(),
      mailState: 'none',
    });
  }
});
afterAll(() => database.close());

async function page(name: string, timeZone: string, language: Language = 'en') {
  const viewer = desk.person('kim', { timeZone, language });
  const rendered = await addon.pages?.[name]?.render(
    { viewer, language, t: (key, values) => textOf(language, key, values) },
    desk.host,
  );
  return rendered?.blocks ?? [];
}

async function perDay(timeZone: string): Promise<Record<string, number>> {
  const [chart] = await page('figures', timeZone);
  if (chart?.type !== 'chart') return expect.fail();
  expect(chart.series[0]?.points).toHaveLength(30);
  return Object.fromEntries(
    (chart.series[0]?.points ?? []).flatMap(({ at, value }) =>
      value === 0
        ? []
        : [[Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toString().slice(0, 16), value ?? -1]],
    ),
  );
}

test('sessions are counted on days of the reader: midnight is elsewhere in another time zone', async () => {
  expect(await perDay('UTC')).toEqual({
    '2026-10-04T00:00': 1,
    '2026-10-25T00:00': 1,
    '2026-11-01T00:00': 2,
  });
  expect(await perDay('Europe/Berlin')).toEqual({
    '2026-10-04T00:00': 1,
    '2026-10-25T00:00': 1,
    '2026-11-01T00:00': 1,
    '2026-11-02T00:00': 1,
  });
  expect(await perDay('America/New_York')).toEqual({
    '2026-10-04T00:00': 1,
    '2026-10-24T00:00': 1,
    '2026-11-01T00:00': 2,
  });
});

test("the running sessions lead to their activities, in the reader's language", async () => {
  const german = JSON.stringify(await page('running', 'UTC', 'de'));
  expect(german).toContain('/activities/activity-0');
  expect(german).toContain('Wartet auf den Kunden · Kim Lee → Erika Muster');
});

test('the guide ticks what is true', async () => {
  const [guide] = await page('first-steps', 'UTC');
  expect(guide).toMatchObject({ type: 'steps', steps: [{ state: 'open' }, { state: 'done' }] });
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase } from '../../../testing/databases.ts';
import { systemClock } from '../../platform/clock/system-clock.ts';
import { uuidV7 } from '../../platform/crypto/ids.ts';
import type { Database } from '../../platform/db/database.ts';
import { migrate } from '../../platform/db/migrate.ts';
import { openPostgresDatabase } from '../../platform/db/postgres-database.ts';
import type { Wake } from '../../platform/jobs/wake.ts';
import type { Live } from '../../platform/live/live.ts';
import type { WorkflowCatalogue } from './automation.ts';
import { createRuns } from './runs.ts';
import { createSchedules, type Schedules } from './schedules.ts';

const catalogue: WorkflowCatalogue = {
  workflow: () => null,
  currentVersion: () => '1.0',
  titles: () => [],
  rules: () => [],
  engineActivations: () => [
    { packageId: 'p', name: 'EA', workflows: [{ name: 'work', version: '1.0' }], localTime: '00:00' },
  ],
};

/** The local days on which the clocks are changed; in Cairo and Havana at midnight itself. */
const nights = [
  ['Europe/Berlin', '2026-03-29'],
  ['Europe/Berlin', '2026-10-25'],
  ['Africa/Cairo', '2026-04-24'],
  ['Africa/Cairo', '2026-10-30'],
  ['America/Havana', '2026-03-08'],
  ['America/Havana', '2026-11-01'],
] as const;

const nobody = '01900000-0000-7000-8000-000000000000';

describe('three nodes on one PostgreSQL', () => {
  let databases: Database[];
  let drop: () => Promise<void>;
  let now = Temporal.Instant.from('2026-01-01T00:00:00Z');
  const clock = { now: () => now, sleep: async () => undefined };
  const wake: Wake = { send: async () => undefined, work: async () => undefined };
  const live: Live = { touch: async () => undefined, subscribe: () => () => undefined };

  beforeAll(async () => {
    const created = await createTestDatabase();
    drop = created.drop;
    databases = [1, 2, 3].map(() => openPostgresDatabase(created.url, () => undefined));
    await migrate(databases[0] as Database);
  });
  afterAll(async () => {
    for (const each of databases) await each.close();
    await drop();
  });

  function node(db: Database, timeZone: string): Schedules {
    const newId = uuidV7(systemClock());
    const runs = createRuns({ db, clock, newId, wake, live });
    return createSchedules({ db, clock, newId, live, runs, catalogue, defaultTimeZone: timeZone });
  }
  const first = () => databases[0] as Database;
  /** Whatever was started comes to its end before the next look. */
  const endRuns = () =>
    first().sql`update runs set state = 'succeeded', finished_at = ${now} where state <> 'succeeded'`;
  const days = async () =>
    (await first().sql<{ key: string }>`select key from runs where key is not null order by key`).map(
      ({ key }) => key.slice(key.lastIndexOf(':') + 1),
    );

  beforeEach(async () => {
    await first().sql`delete from runs`;
    await first().sql`delete from schedules`;
  });

  test.each(nights)(
    '%s, %s: one run for each local day, and one after two days of downtime',
    async (zone, night) => {
      const switched = Temporal.PlainDate.from(night);
      const nodes = databases.map((db) => node(db, zone));
      const from = switched.subtract({ days: 2 }).toZonedDateTime({ timeZone: zone, plainTime: '12:00' });
      now = from.toInstant();
      await nodes[0]?.activate('p', 'EA', nobody);
      await endRuns();
      const end = switched
        .add({ days: 2 })
        .toZonedDateTime({ timeZone: zone, plainTime: '12:00' })
        .toInstant();
      while (Temporal.Instant.compare(now, end) < 0) {
        now = now.add({ minutes: 30 });
        await Promise.all(nodes.map((each) => each.sweep()));
        await endRuns();
      }
      const expected = [-1, 0, 1, 2].map((offset) => switched.add({ days: offset }).toString());
      expect(await days()).toEqual(expected);

      now = now.add({ hours: 48 });
      await Promise.all(nodes.map((each) => each.sweep()));
      await Promise.all(nodes.map((each) => each.sweep()));
      expect(await days()).toEqual([...expected, switched.add({ days: 4 }).toString()]);
    },
  );
});

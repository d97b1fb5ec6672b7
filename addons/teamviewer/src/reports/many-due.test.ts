import { afterAll, beforeAll, expect, test } from 'vitest';
import { configurationId, connectedDesk } from '../../testing/connected-desk.ts';
import {
  emptyPackageDatabase,
  openPostgresPackageDatabase,
  type PackageDatabase,
} from '../../testing/package-database.ts';
import { wakeSharedRun } from '../shared/shared-run.ts';

let database: PackageDatabase;
beforeAll(async () => {
  database = await openPostgresPackageDatabase();
  await emptyPackageDatabase(database);
});
afterAll(() => database.close());

const many = 5000;

test('sessions that are due together are asked for together, and each gets its own record', async () => {
  const desk = await connectedDesk(database);
  const now = desk.clock.now();
  const { host, teamviewer } = desk;
  await host.sql`
    insert into sessions (id, configuration_id, activity_id, activity_number, activity_subject, state, end_reason, record, created_by,
      created_by_name, requested_at, code, opened_at, valid_until, ended_at, closed_at, due_at, grace_until, next_ask_at)
    select 'session-' || lpad(n::text, 6, '0'), ${configurationId}, 'activity-' || n, 'INC' || n, 'Printer', 'ended', 'expired', 'due', 'kim',
      'Kim', ${now.subtract({ hours: 24 })}, 's' || (100 + n / 1000) || '-' || lpad((n % 1000)::text, 3, '0') || '-000',
      ${now.subtract({ hours: 24 })}, ${now}, ${now}, ${now}, ${now}, ${now.add({ minutes: 10 })}, ${now}
    from generate_series(1, ${many}::integer) n`;
  const sessions = await host.sql<{ id: string; code: string }>`select id, code from sessions order by id`;
  // Every third one took place.
  for (const [index, { id, code }] of sessions.entries()) {
    if (index % 3 !== 0) continue;
    teamviewer.reports.push({
      id: `report-${id}`,
      start_date: '2026-11-01T09:00:00Z',
      end_date: '2026-11-01T09:10:00Z',
      session_code: code,
    });
  }
  await host.transaction((tx) => wakeSharedRun(tx, configurationId, 'reports', now, now));
  await desk.work();

  const took = teamviewer.reports.length;
  const calls = () => teamviewer.calls.filter((call) => call === 'GET /reports/connections').length;
  expect(calls()).toBeLessThanOrEqual(5);
  expect(desk.journal).toHaveLength(took);
  expect(new Set(desk.journal.map((entry) => entry.activityId)).size).toBe(took);

  await desk.pass({ minutes: 11 });
  expect(desk.journal).toHaveLength(many);
  expect(new Set(desk.journal.map((entry) => `${entry.activityId} ${entry.key}`)).size).toBe(many);
  expect(calls()).toBeLessThanOrEqual(10);
}, 120_000);

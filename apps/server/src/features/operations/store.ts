import type { Executor } from '../../platform/db/database.ts';

/** Figures for the health page. */
export async function countObjects(on: Executor): Promise<Record<string, number>> {
  const [row] = await on.sql<Record<string, number>>`
    select
      (select count(*) from people where active) as people,
      (select count(*) from activities where state <> 204) as open_activities,
      (select count(*) from assets) as assets,
      (select count(*) from runs where state in ('queued', 'running')) as runs_going,
      (select count(*) from runs where state = 'waiting') as runs_waiting,
      (select count(*) from mails where state = 'queued') as mails_queued,
      (select count(*) from events where dispatched_at is null) as events_undispatched`;
  return row ?? {};
}

/** e.g. `PostgreSQL 15.18` */
export async function databaseName(on: Executor): Promise<string> {
  const [row] = await on.sql<{ version: string }>`select current_setting('server_version') as version`;
  return `PostgreSQL ${row?.version.split(' ', 1)[0] ?? ''}`;
}

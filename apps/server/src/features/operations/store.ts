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

/** Origins that active packages talk to. */
export async function outsideHosts(on: Executor): Promise<string[]> {
  const rows = await on.sql<{ origin: string }>`
    select distinct jsonb_array_elements_text(manifest->'hosts') as origin from packages
    where state = 'active' order by origin`;
  return rows.map(({ origin }) => origin);
}

export interface Work {
  readonly runsWaiting: number;
  readonly runsQueued: number;
  readonly runsRunning: number;
  readonly runsFailed: number;
  readonly dueRuns: number;
  readonly mailsQueued: number;
  readonly mailsRefused: number;
  readonly dueMails: number;
  readonly dueEvents: number;
  readonly oldestDueSeconds: number | null;
  readonly paused: boolean;
}

/** Every part of it reads a partial index. */
export async function readWork(on: Executor, now: Temporal.Instant): Promise<Work> {
  const [row] = await on.sql<Work>`
    with due as (
      select due_at, 'run' as kind from runs where state = 'waiting' and due_at <= ${now}::timestamptz
      union all select due_at, 'run' from runs where state = 'queued'
      union all select due_at, 'mail' from mails where state = 'queued' and due_at <= ${now}::timestamptz
      union all select at, 'event' from events where dispatched_at is null)
    select
      (select count(*) from runs where state = 'waiting') as "runsWaiting",
      (select count(*) from runs where state = 'queued') as "runsQueued",
      (select count(*) from runs where state = 'running') as "runsRunning",
      (select count(*) from runs where state = 'failed' and finished_at > ${now}::timestamptz - interval '1 day') as "runsFailed",
      (select count(*) from mails where state = 'queued') as "mailsQueued",
      (select count(*) from mails where state = 'refused' and finished_at > ${now}::timestamptz - interval '1 day') as "mailsRefused",
      (select count(*) from due where kind = 'run') as "dueRuns",
      (select count(*) from due where kind = 'mail') as "dueMails",
      (select count(*) from due where kind = 'event') as "dueEvents",
      (select extract(epoch from ${now}::timestamptz - min(due_at))::float8 from due) as "oldestDueSeconds",
      exists (select 1 from settings where name = 'paused') as paused`;
  if (!row) throw new Error('the database did not tell its work');
  return row;
}

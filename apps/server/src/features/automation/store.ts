import type { Executor, SqlFragment, Tx } from '../../platform/db/database.ts';
import { fragment } from '../../platform/db/database.ts';
import { currentTrace } from '../../platform/log/trace.ts';
import type { StartRun, WorkflowOutcome } from './automation.ts';

export interface RunRow {
  id: string;
  package_id: string | null;
  workflow: string;
  version: string;
  input: Record<string, unknown>;
  trigger_kind: 'action' | 'schedule' | 'rule' | 'installation' | 'system';
  trigger_name: string;
  person_id: string | null;
  person_name: string | null;
  subject_type: string | null;
  subject_id: string | null;
  /** The request that asked for it, or for the run that asked for it. */
  request_id: string | null;
  state: 'waiting' | 'queued' | 'running' | 'succeeded' | 'failed' | 'merged';
  attempt: number;
  due_at: Temporal.Instant;
  created_at: Temporal.Instant;
  started_at: Temporal.Instant | null;
  finished_at: Temporal.Instant | null;
  result: unknown;
  error_code: string | null;
  error_text: string | null;
  error_values: Record<string, string | number> | null;
}

// How long a queued run may wait to be picked up before it is woken again, and how long a node owns one without a sign of life.
const pickUpWithin = fragment`interval '10 seconds'`;
const leaseFor = fragment`interval '15 seconds'`;
// While the system is paused, work of packages stays where it is; the platform's own goes on.
const notPaused = fragment`(package_id is null or not exists (select 1 from settings where name = 'paused'))`;

/** Answers null when a run with this key exists already. */
export async function insertRun(
  tx: Tx,
  id: string,
  run: StartRun,
  now: Temporal.Instant,
): Promise<{ id: string; isDue: boolean } | null> {
  const dueAt = run.dueAt ?? now;
  const isDue = Temporal.Instant.compare(dueAt, now) <= 0;
  const [row] = await tx.sql<{ id: string }>`
    insert into runs (id, package_id, workflow, version, key, input, trigger_kind, trigger_name, person_id,
      subject_type, subject_id, state, due_at, created_at, lease_until, request_id)
    values (${id}, ${run.packageId}, ${run.workflow}, ${run.version}, ${run.key ?? null}, ${JSON.stringify(run.input)}::jsonb,
      ${run.trigger.kind}, ${run.trigger.name}, ${run.trigger.personId ?? null}, ${run.subject?.type ?? null}, ${run.subject?.id ?? null},
      ${isDue ? 'queued' : 'waiting'}, ${dueAt}, ${now}, now() + ${pickUpWithin}, ${currentTrace().requestId ?? null})
    on conflict (coalesce(package_id, ''), key) where key is not null do nothing
    returning id`;
  return row ? { id: row.id, isDue } : null;
}

export async function insertMergedRun(
  tx: Tx,
  id: string,
  run: StartRun,
  into: string,
  now: Temporal.Instant,
): Promise<void> {
  await tx.sql`
    insert into runs (id, package_id, workflow, version, key, input, trigger_kind, trigger_name, person_id, state,
      due_at, created_at, finished_at, result)
    values (${id}, ${run.packageId}, ${run.workflow}, ${run.version}, ${run.key ?? null}, '{}', ${run.trigger.kind},
      ${run.trigger.name}, ${run.trigger.personId ?? null}, 'merged', ${now}, ${now}, ${now}, ${JSON.stringify({ into })}::jsonb)
    on conflict (coalesce(package_id, ''), key) where key is not null do nothing`;
}

export async function findRunByKey(
  on: Executor,
  packageId: string | null,
  key: string,
): Promise<string | null> {
  const [row] = await on.sql<{ id: string }>`
    select id from runs where coalesce(package_id, '') = ${packageId ?? ''} and key = ${key}`;
  return row?.id ?? null;
}

export async function bringForward(
  tx: Tx,
  packageId: string | null,
  key: string,
  dueAt: Temporal.Instant,
): Promise<string | null> {
  const [row] = await tx.sql<{ id: string }>`
    update runs set due_at = least(due_at, ${dueAt})
    where coalesce(package_id, '') = ${packageId ?? ''} and key = ${key} and state = 'waiting' returning id`;
  return row?.id ?? null;
}

/** Makes waiting runs that are due ready to be picked up. */
export async function queueDueRuns(tx: Tx, now: Temporal.Instant, limit: number): Promise<string[]> {
  const rows = await tx.sql<{ id: string }>`
    update runs set state = 'queued', lease_until = now() + ${pickUpWithin}
    where id in (select id from runs where state = 'waiting' and due_at <= ${now} and ${notPaused} order by due_at limit ${limit} for update skip locked)
    returning id`;
  return rows.map((row) => row.id);
}

/** Runs that nobody picked up, or whose node gave no sign of life: they go on as if they had just been queued. */
export async function queueStrandedRuns(tx: Tx, limit: number): Promise<string[]> {
  const rows = await tx.sql<{ id: string }>`
    update runs set state = 'queued', lease_holder = null, lease_until = now() + ${pickUpWithin}
    where id in (select id from runs where state in ('queued', 'running') and lease_until < now() and ${notPaused} limit ${limit} for update skip locked)
    returning id`;
  return rows.map((row) => row.id);
}

/** One node wins; the others get null. */
export async function claimRun(
  on: Executor,
  id: string,
  holder: string,
  now: Temporal.Instant,
): Promise<RunRow | null> {
  const [row] = await on.sql<RunRow>`
    update runs set state = 'running', attempt = attempt + 1, started_at = coalesce(started_at, ${now}),
      lease_holder = ${holder}, lease_until = now() + ${leaseFor}
    where id = ${id} and state = 'queued' and ${notPaused} returning *, null::text as person_name`;
  return row ?? null;
}

export async function renewLease(on: Executor, id: string, holder: string): Promise<boolean> {
  const rows = await on.sql`
    update runs set lease_until = now() + ${leaseFor} where id = ${id} and lease_holder = ${holder} and state = 'running' returning id`;
  return rows.length > 0;
}

/** Gives a run back unfinished, so that another node takes it at once. */
export async function releaseRun(on: Executor, id: string, holder: string): Promise<void> {
  await on.sql`
    update runs set state = 'queued', lease_holder = null, lease_until = now()
    where id = ${id} and lease_holder = ${holder} and state = 'running'`;
}

/** Answers false when the lease was lost meanwhile: then the outcome belongs to whoever has it. */
export async function finishRun(
  tx: Tx,
  id: string,
  holder: string,
  outcome: WorkflowOutcome,
  now: Temporal.Instant,
): Promise<boolean> {
  const mine = fragment`id = ${id} and lease_holder = ${holder} and state = 'running'`;
  if (outcome.kind === 'again') {
    const rows = await tx.sql`
      update runs set state = 'waiting', due_at = ${outcome.at}, lease_holder = null, lease_until = null where ${mine} returning id`;
    return rows.length > 0;
  }
  const failed = outcome.kind === 'failed';
  const rows = await tx.sql`
    update runs set state = ${failed ? 'failed' : 'succeeded'}, finished_at = ${now}, lease_holder = null, lease_until = null,
      result = ${failed ? null : JSON.stringify(outcome.result ?? null)}::jsonb,
      error_code = ${failed ? outcome.code : null}, error_text = ${failed ? outcome.text : null},
      error_values = ${failed && outcome.values ? JSON.stringify(outcome.values) : null}::jsonb
    where ${mine} returning id`;
  return rows.length > 0;
}

export async function appendRunLog(
  tx: Tx,
  runId: string,
  at: Temporal.Instant,
  level: string,
  text: { de: string; en: string },
): Promise<void> {
  // The row lock puts lines of the same run in order.
  await tx.sql`select id from runs where id = ${runId} for update`;
  await tx.sql`
    insert into run_log (run_id, seq, at, level, text)
    select ${runId}, coalesce(max(seq), 0) + 1, ${at}, ${level}, ${JSON.stringify(text)}::jsonb from run_log where run_id = ${runId}`;
}

/** A run of this engine activation or action that has not ended. */
export async function findGoingRun(tx: Tx, packageId: string, triggerName: string): Promise<string | null> {
  const [row] = await tx.sql<{ id: string }>`
    select id from runs where package_id = ${packageId} and trigger_kind = 'schedule' and trigger_name = ${triggerName}
      and state in ('waiting', 'queued', 'running') order by created_at limit 1`;
  return row?.id ?? null;
}

const selectRuns = fragment`select r.*, p.name as person_name from runs r left join people p on p.id = r.person_id`;

export async function findRun(on: Executor, id: string): Promise<RunRow | null> {
  const [row] = await on.sql<RunRow>`${selectRuns} where r.id = ${id}`;
  return row ?? null;
}

export async function findRunLog(on: Executor, id: string) {
  return on.sql<{
    seq: number;
    at: Temporal.Instant;
    level: 'info' | 'warning' | 'error';
    text: { de: string; en: string };
  }>`
    select seq, at, level, text from run_log where run_id = ${id} order by seq`;
}

export interface RunFilter {
  readonly workflows?: readonly string[] | undefined;
  readonly state?: string | undefined;
  readonly subjectType?: string | undefined;
  readonly subjectId?: string | undefined;
  /** Only what this person started, or what was done for activities when `seesDesk`. */
  readonly visibleTo?: { personId: string; seesDesk: boolean };
  readonly after?: { createdAt: string; id: string };
}

export async function listRuns(on: Executor, filter: RunFilter, limit: number): Promise<RunRow[]> {
  const conditions: SqlFragment[] = [fragment`true`];
  if (filter.workflows) conditions.push(fragment`r.workflow = any(${[...filter.workflows]}::text[])`);
  if (filter.state) conditions.push(fragment`r.state = ${filter.state}`);
  if (filter.subjectType) conditions.push(fragment`r.subject_type = ${filter.subjectType}`);
  if (filter.subjectId) conditions.push(fragment`r.subject_id = ${filter.subjectId}`);
  if (filter.visibleTo) {
    const { personId, seesDesk } = filter.visibleTo;
    conditions.push(
      fragment`(r.person_id = ${personId} or (${seesDesk}::boolean and r.subject_type = 'activity'))`,
    );
  }
  if (filter.after) {
    conditions.push(
      fragment`(r.created_at, r.id) < (${filter.after.createdAt}::timestamptz, ${filter.after.id}::uuid)`,
    );
  }
  const where = conditions.reduce((all, each) => fragment`${all} and ${each}`);
  return on.sql<RunRow>`${selectRuns} where ${where} order by r.created_at desc, r.id desc limit ${limit}`;
}

export async function findLastRunOf(
  on: Executor,
  packageId: string,
  triggerKind: string,
  triggerName: string,
): Promise<RunRow | null> {
  const [row] = await on.sql<RunRow>`
    ${selectRuns} where r.package_id = ${packageId} and r.trigger_kind = ${triggerKind} and r.trigger_name = ${triggerName}
    order by r.created_at desc limit 1`;
  return row ?? null;
}

/** Removes the schedules of a package whose data are deleted and ends its waiting runs; their history stays. */
export async function forgetPackage(tx: Tx, packageId: string, now: Temporal.Instant): Promise<void> {
  await tx.sql`delete from schedules where package_id = ${packageId}`;
  await tx.sql`
    update runs set state = 'failed', finished_at = ${now}, error_code = 'package_removed', error_text = 'The package was removed.',
      error_values = '{}'
    where package_id = ${packageId} and state in ('waiting', 'queued')`;
}

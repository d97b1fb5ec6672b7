import type { Sql } from '@fernwart/addon-kit';

export type Purpose = 'poll' | 'reports';

export interface SharedRun {
  readonly epoch: number;
  readonly phase: 'idle' | 'starting' | 'working' | 'waiting';
  readonly wakeAt: Temporal.Instant | null;
}

/** The row, locked until the end of the transaction; made where there is none. */
export async function lockSharedRun(
  sql: Sql,
  configurationId: string,
  purpose: Purpose,
  now: Temporal.Instant,
): Promise<SharedRun> {
  await sql`
    insert into shared_runs (configuration_id, purpose, epoch, phase, touched_at)
    values (${configurationId}, ${purpose}, 0, 'idle', ${now}) on conflict do nothing`;
  const [row] = await sql<SharedRun>`
    select epoch, phase, wake_at as "wakeAt" from shared_runs
    where configuration_id = ${configurationId} and purpose = ${purpose} for update`;
  return row ?? { epoch: 0, phase: 'idle', wakeAt: null };
}

export async function saveSharedRun(
  sql: Sql,
  configurationId: string,
  purpose: Purpose,
  run: SharedRun,
  now: Temporal.Instant,
): Promise<void> {
  await sql`
    update shared_runs set epoch = ${run.epoch}, phase = ${run.phase}, wake_at = ${run.wakeAt}, touched_at = ${now}
    where configuration_id = ${configurationId} and purpose = ${purpose}`;
}

/** Runs that were about to work, or at work, and have shown no sign of life since. */
export async function strandedSharedRuns(
  sql: Sql,
  since: Temporal.Instant,
): Promise<{ configurationId: string; purpose: Purpose }[]> {
  return sql<{ configurationId: string; purpose: Purpose }>`
    select configuration_id as "configurationId", purpose from shared_runs
    where (phase in ('starting', 'working') and touched_at < ${since})
      or (phase = 'waiting' and wake_at < ${since})`;
}

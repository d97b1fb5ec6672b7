import type { Executor, Tx } from '../../platform/db/database.ts';

export interface ScheduleRow {
  package_id: string;
  name: string;
  local_time: string;
  time_zone: string;
  state: 'active' | 'paused';
  next_run_at: Temporal.Instant | null;
}

export async function listSchedules(on: Executor): Promise<ScheduleRow[]> {
  return on.sql<ScheduleRow>`select * from schedules`;
}

export async function lockSchedule(tx: Tx, packageId: string, name: string): Promise<ScheduleRow | null> {
  const [row] =
    await tx.sql<ScheduleRow>`select * from schedules where package_id = ${packageId} and name = ${name} for update`;
  return row ?? null;
}

/** Schedules that are due and that no other node is firing. */
export async function lockDueSchedules(tx: Tx, now: Temporal.Instant): Promise<ScheduleRow[]> {
  return tx.sql<ScheduleRow>`
    select * from schedules where state = 'active' and next_run_at <= ${now} order by next_run_at limit 20 for update skip locked`;
}

export async function saveSchedule(tx: Tx, schedule: ScheduleRow, now: Temporal.Instant): Promise<void> {
  await tx.sql`
    insert into schedules (package_id, name, local_time, time_zone, state, next_run_at, updated_at)
    values (${schedule.package_id}, ${schedule.name}, ${schedule.local_time}, ${schedule.time_zone}, ${schedule.state},
      ${schedule.next_run_at}, ${now})
    on conflict (package_id, name) do update set local_time = excluded.local_time, time_zone = excluded.time_zone,
      state = excluded.state, next_run_at = excluded.next_run_at, updated_at = excluded.updated_at`;
}

import type { Executor } from '../../platform/db/database.ts';

/** Never turns time back: two open tabs may answer in any order. */
export async function storeReading(
  on: Executor,
  personId: string,
  activityId: string,
  at: Temporal.Instant,
): Promise<void> {
  await on.sql`
    insert into activity_readings (person_id, activity_id, read_at)
    values (${personId}, ${activityId}, ${at})
    on conflict (person_id, activity_id) do update
    set read_at = greatest(activity_readings.read_at, excluded.read_at)`;
}

/** Activities of this initiator where somebody else has written what the initiator may see and has not seen. */
export async function unreadOfInitiator(on: Executor, personId: string): Promise<string[]> {
  const rows = await on.sql<{ id: string }>`
    select a.id from activities a
      left join activity_readings r on r.activity_id = a.id and r.person_id = ${personId}::uuid
    where a.initiator_id = ${personId}::uuid
      and exists (
        select 1 from journal_entries e
        where e.activity_id = a.id and e.visibility = 'requester' and e.author_id is distinct from ${personId}::text
          and e.at > greatest(a.created_at, r.read_at, (
            select max(own.at) from journal_entries own
            where own.activity_id = a.id and own.kind = 'comment' and own.author_id = ${personId}::text)))
    order by a.updated_at desc, a.id limit 200`;
  return rows.map((row) => row.id);
}

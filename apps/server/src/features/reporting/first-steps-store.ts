import type { Executor } from '../../platform/db/database.ts';

/** Whether somebody can work and somebody can be helped, and whether a package is installed. */
export async function findFirstStepFacts(on: Executor): Promise<{ people: boolean; package: boolean }> {
  const [row] = await on.sql<{ people: boolean; package: boolean }>`
    select
      exists (select 1 from people p join person_roles r on r.person_id = p.id where p.active and r.role = 'agent')
        and exists (select 1 from people p join person_roles r on r.person_id = p.id where p.active and r.role = 'requester')
        as people,
      exists (select 1 from packages where state = 'active') as package`;
  return row ?? { people: false, package: false };
}

export async function isDismissed(on: Executor, personId: string, name: string): Promise<boolean> {
  const rows = await on.sql`select 1 from dismissals where person_id = ${personId} and name = ${name}`;
  return rows.length > 0;
}

/** Null takes the dismissal back. */
export async function setDismissed(
  on: Executor,
  personId: string,
  name: string,
  at: Temporal.Instant | null,
): Promise<void> {
  if (at === null) {
    await on.sql`delete from dismissals where person_id = ${personId} and name = ${name}`;
    return;
  }
  await on.sql`
    insert into dismissals (person_id, name, at) values (${personId}, ${name}, ${at}) on conflict do nothing`;
}

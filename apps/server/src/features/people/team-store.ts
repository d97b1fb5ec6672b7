import type { PersonRef, Team } from '@fernwart/contract';
import { type Executor, fragment, type Tx } from '../../platform/db/database.ts';
import { storableText } from '../../platform/db/storable-text.ts';

export interface TeamRow {
  readonly id: string;
  readonly name: string;
  readonly archived: boolean;
  readonly version: number;
  readonly members: PersonRef[];
}

export async function listTeams(on: Executor, archived = false): Promise<Team[]> {
  const which = archived ? fragment`` : fragment`where t.archived_at is null`;
  const rows = await on.sql<{ id: string; name: string; members: number; archived: boolean }>`
    select t.id, t.name, count(m.person_id) as members, t.archived_at is not null as archived
    from teams t left join team_members m on m.team_id = t.id
    ${which} group by t.id order by t.archived_at is not null, lower(t.name), t.id`;
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    memberCount: row.members,
    archived: row.archived,
  }));
}

export async function findTeam(on: Executor, id: string): Promise<TeamRow | null> {
  const [row] = await on.sql<TeamRow>`
    select t.id, t.name, t.archived_at is not null as archived, t.version,
      coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name) order by lower(p.name), p.id)
        from team_members m join people p on p.id = m.person_id where m.team_id = t.id), '[]') as members
    from teams t where t.id = ${id}::uuid`;
  return row ?? null;
}

export async function lockTeam(tx: Tx, id: string): Promise<void> {
  await tx.sql`select from teams where id = ${id}::uuid for update`;
}

/** Answers false when the name is taken. */
export async function insertTeam(
  tx: Tx,
  team: { id: string; name: string; memberIds: readonly string[] },
): Promise<boolean> {
  const rows = await tx.sql`
    insert into teams (id, name) values (${team.id}, ${storableText(team.name)}) on conflict (name) do nothing
    returning id`;
  if (rows.length === 0) return false;
  await addMembers(tx, team.id, team.memberIds);
  return true;
}

/** Makes it a new version. Rejects with the database's `23505` when the name is taken. */
export async function updateTeam(
  tx: Tx,
  id: string,
  team: { name: string; archived: boolean },
  now: Temporal.Instant,
): Promise<void> {
  await tx.sql`
    update teams set name = ${storableText(team.name)}, version = version + 1,
      archived_at = case when ${team.archived}::boolean then coalesce(archived_at, ${now}::timestamptz) end
    where id = ${id}::uuid`;
}

export async function replaceMembers(tx: Tx, id: string, memberIds: readonly string[]): Promise<void> {
  await tx.sql`
    delete from team_members where team_id = ${id}::uuid and person_id <> all(${memberIds}::uuid[])`;
  await addMembers(tx, id, memberIds);
}

async function addMembers(tx: Tx, id: string, memberIds: readonly string[]): Promise<void> {
  await tx.sql`
    insert into team_members (team_id, person_id) select ${id}::uuid, unnest(${memberIds}::uuid[])
    on conflict do nothing`;
}

/** How many of these people there are. */
export async function countPeople(on: Executor, ids: readonly string[]): Promise<number> {
  return (await on.sql`select from people where id = any(${ids}::uuid[])`).length;
}

/** Of these teams, those that are still in use. */
export async function findOpenTeams(
  on: Executor,
  ids: readonly string[],
): Promise<{ id: string; name: string }[]> {
  return on.sql<{ id: string; name: string }>`
    select id, name from teams where id = any(${ids}::uuid[]) and archived_at is null`;
}

/** The teams that somebody is in; archived ones are left as they are. */
export async function replaceTeamsOf(tx: Tx, personId: string, teamIds: readonly string[]): Promise<void> {
  await tx.sql`
    delete from team_members m using teams t
    where m.person_id = ${personId}::uuid and t.id = m.team_id and t.archived_at is null
      and m.team_id <> all(${teamIds}::uuid[])`;
  await tx.sql`
    insert into team_members (team_id, person_id) select unnest(${teamIds}::uuid[]), ${personId}::uuid
    on conflict do nothing`;
}

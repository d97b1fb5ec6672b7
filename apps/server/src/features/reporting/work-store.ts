import type { WorkItem, WorkList } from '@fernwart/contract';
import { type Executor, fragment, type SqlFragment } from '../../platform/db/database.ts';

/** This person's open ones that are not on hold: the most urgent first, then the oldest. */
export async function waitingFor(on: Executor, personId: string, limit: number): Promise<WorkList> {
  const matching = fragment`
    activities a where a.responsible_id = ${personId}::uuid and a.state in (200, 201, 202)`;
  return list(on, personId, limit, matching, fragment`a.priority desc, a.created_at, a.id`);
}

/** This person's with a reply that was not read, the newest reply first. */
export async function repliesFor(on: Executor, personId: string, limit: number): Promise<WorkList> {
  const matching = fragment`
    activities a cross join lateral (${unreadFor(personId)}) unread
    where a.responsible_id = ${personId}::uuid and a.state in (200, 201, 202, 203, 220) and unread.since is not null`;
  return list(on, personId, limit, matching, fragment`unread.since desc, a.id`);
}

/** Those of these teams that nobody works on. */
export async function unassignedOf(
  on: Executor,
  personId: string,
  teamIds: readonly string[],
  limit: number,
): Promise<WorkList> {
  const matching = fragment`
    activities a where a.team_id = any(${teamIds}::uuid[]) and a.responsible_id is null and a.state in (200, 201, 202, 203)`;
  return list(on, personId, limit, matching, fragment`a.priority desc, a.created_at, a.id`);
}

/** The initiator's latest reply, unless the reader has written or looked since. */
function unreadFor(personId: string): SqlFragment {
  return fragment`
    select case when theirs > greatest(mine, r.read_at, '-infinity'::timestamptz) then theirs end as since
    from (
      select max(e.at) filter (where e.author_id = a.initiator_id::text) as theirs,
        max(e.at) filter (where e.author_id = ${personId}::text) as mine
      from journal_entries e
      where e.activity_id = a.id and e.kind = 'comment' and e.visibility = 'requester'
    ) said left join activity_readings r on r.activity_id = a.id and r.person_id = ${personId}::uuid`;
}

/** Names and replies are looked up for the few that are shown. */
async function list(
  on: Executor,
  personId: string,
  limit: number,
  matching: SqlFragment,
  order: SqlFragment,
): Promise<WorkList> {
  const rows = await on.sql<WorkRow>`
    with picked as (
      select a.id, count(*) over () as total, row_number() over (order by ${order}) as place
      from ${matching} order by ${order} limit ${limit}::int)
    select a.id, a.number, a.kind, a.subject, a.state, a.priority, a.created_at, a.updated_at,
      a.initiator_id, initiator.name as initiator_name,
      a.responsible_id, responsible.name as responsible_name,
      a.team_id, team.name as team_name, unread.since, picked.total
    from picked join activities a on a.id = picked.id
      cross join lateral (${unreadFor(personId)}) unread
      left join people initiator on initiator.id = a.initiator_id
      left join people responsible on responsible.id = a.responsible_id
      left join teams team on team.id = a.team_id
    order by picked.place`;
  return { items: rows.map(present), total: rows[0]?.total ?? 0 };
}

interface WorkRow {
  id: string;
  number: string;
  kind: WorkItem['kind'];
  subject: string;
  state: WorkItem['state'];
  priority: number;
  created_at: Temporal.Instant;
  updated_at: Temporal.Instant;
  initiator_id: string | null;
  initiator_name: string | null;
  responsible_id: string | null;
  responsible_name: string | null;
  team_id: string | null;
  team_name: string | null;
  since: Temporal.Instant | null;
  total: number;
}

function present(row: WorkRow): WorkItem {
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    subject: row.subject,
    state: row.state,
    priority: row.priority,
    initiator: named(row.initiator_id, row.initiator_name),
    responsible: named(row.responsible_id, row.responsible_name),
    team: named(row.team_id, row.team_name),
    createdAt: row.created_at.toString(),
    updatedAt: row.updated_at.toString(),
    unreadSince: row.since?.toString() ?? null,
  };
}

function named(id: string | null, name: string | null): { id: string; name: string } | null {
  return id === null ? null : { id, name: name ?? '' };
}

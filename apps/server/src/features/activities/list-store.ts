import type { activitiesQuery, ListedActivity, Page } from '@fernwart/contract';
import type { z } from 'zod';
import { type Executor, fragment, type SqlFragment } from '../../platform/db/database.ts';
import { type KeyKind, keysetCursor } from '../../platform/http/keyset-cursor.ts';
import { foundActivities, likelyActivities } from './search-store.ts';

export type ActivitiesQuery = z.output<typeof activitiesQuery>;

export interface Reader {
  readonly id: string;
  readonly teamIds: readonly string[];
  /** Sees no more than what he or she reported. */
  readonly onlyOwn: boolean;
}

const sortKeys: Record<ActivitiesQuery['sort'], { column: SqlFragment; type: SqlFragment; kind: KeyKind }> = {
  updatedAt: { column: fragment`a.updated_at`, type: fragment`timestamptz`, kind: 'instant' },
  createdAt: { column: fragment`a.created_at`, type: fragment`timestamptz`, kind: 'instant' },
  number: { column: fragment`a.number`, type: fragment`text`, kind: 'text' },
  // No longer than a cursor may carry; the id decides between equals.
  subject: { column: fragment`left(lower(a.subject), 40)`, type: fragment`text`, kind: 'text' },
  state: { column: fragment`a.state`, type: fragment`smallint`, kind: 'integer' },
  priority: { column: fragment`a.priority`, type: fragment`smallint`, kind: 'integer' },
};

const summaryColumns = fragment`
  a.id, a.number, a.kind, a.subject, a.state, a.priority, a.version, a.created_at, a.updated_at,
  a.initiator_id, initiator.name as initiator_name,
  a.responsible_id, responsible.name as responsible_name,
  a.team_id, team.name as team_name`;
const summarised = (activities: SqlFragment) => fragment`
  ${activities}
    left join people initiator on initiator.id = a.initiator_id
    left join people responsible on responsible.id = a.responsible_id
    left join teams team on team.id = a.team_id`;

/** Beyond that many nobody wants to know how many there are. */
const mostCounted = 1000;
/** So many are gone through for a search whose words stand in a great many; a page of it is mostly full long before. */
const mostGoneThrough = 2000;

/** One page of what the reader may see; the id decides between equals, so that no row is met twice or missed. */
export async function listActivities(
  on: Executor,
  reader: Reader,
  query: ActivitiesQuery,
  recentlyClosedSince: Temporal.Instant,
): Promise<Page<ListedActivity>> {
  const { column, type, kind } = sortKeys[query.sort];
  const cursor = keysetCursor(`activities:${query.sort}:${query.direction}`, kind);
  const direction = query.direction === 'asc' ? fragment`asc` : fragment`desc`;
  const beyond = query.direction === 'asc' ? fragment`>` : fragment`<`;
  const found = query.search?.trim()
    ? await foundActivities(on, query.search, { internal: !reader.onlyOwn })
    : null;
  const seen = conditions(reader, query, recentlyClosedSince);
  const matching = found ? fragment`${seen} and a.id in (${found.ids})` : seen;
  const after = cursor.decode(query.cursor);
  const start = after
    ? fragment`and (${column}, a.id) ${beyond} (${after.key}::${type}, ${after.id}::uuid)`
    : fragment``;
  const order = fragment`order by ${column} ${direction}, a.id ${direction}`;
  const end = fragment`limit ${query.limit + 1}::int`;
  if (found?.condition) {
    const window = fragment`select * from activities a where ${seen} ${start} ${order} limit ${mostGoneThrough}::int`;
    const page = fragment`(select * from (${window}) a where ${found.condition} ${order} ${end}) a`;
    const rows = await on.sql<SummaryRow>`
      select ${summaryColumns}, ${column}::text as sort_key from ${summarised(page)} ${order}`;
    if (rows.length > query.limit) return pageOf(rows, null);
  }
  const rows = await on.sql<SummaryRow>`
    select ${summaryColumns}, ${column}::text as sort_key from ${summarised(fragment`activities a`)}
    where ${matching} ${start} ${order} ${end}`;
  const [count] = await on.sql<{ total: number }>`
    select count(*) as total from (select from activities a where ${matching} limit ${mostCounted + 1}::int) matching`;
  return pageOf(rows, count && count.total <= mostCounted ? count.total : null);

  function pageOf(found: readonly SummaryRow[], total: number | null): Page<ListedActivity> {
    const shown = found.slice(0, query.limit);
    const last = found.length > query.limit ? shown.at(-1) : undefined;
    return {
      items: shown.map(present),
      ...(last ? { nextCursor: cursor.encode({ key: last.sort_key, id: last.id }) } : {}),
      ...(total === null ? {} : { total }),
    };
  }
}

/** Open activities with words of a text, or of the same initiator: those with most in common first. */
export async function listSimilar(
  on: Executor,
  query: { text: string; initiatorId?: string | undefined },
  limit: number,
): Promise<ListedActivity[]> {
  const likely = await likelyActivities(on, query);
  if (!likely) return [];
  const rows = await on.sql<SummaryRow>`
    select ${summaryColumns} from ${summarised(fragment`activities a`)}
      join (select id, count(*) as hits from (${likely}) hit group by id) likely on likely.id = a.id
    where a.state not in (204, 220)
    order by likely.hits desc, a.updated_at desc, a.id desc
    limit ${limit}::int`;
  return rows.map(present);
}

function conditions(
  reader: Reader,
  query: ActivitiesQuery,
  recentlyClosedSince: Temporal.Instant,
): SqlFragment {
  const all = [inView(reader, query.view, recentlyClosedSince)];
  if (reader.onlyOwn) all.push(fragment`a.initiator_id = ${reader.id}::uuid`);
  if (query.states) all.push(fragment`a.state = any(${stateNumbers(query.states)}::smallint[])`);
  if (query.kind) all.push(fragment`a.kind = ${query.kind}`);
  if (query.team) all.push(fragment`a.team_id = ${query.team}::uuid`);
  if (query.responsible) all.push(fragment`a.responsible_id = ${query.responsible}::uuid`);
  if (query.initiator) all.push(fragment`a.initiator_id = ${query.initiator}::uuid`);
  return all.reduce((left, right) => fragment`${left} and ${right}`);
}

function inView(
  reader: Reader,
  view: ActivitiesQuery['view'],
  recentlyClosedSince: Temporal.Instant,
): SqlFragment {
  switch (view) {
    case 'all':
      return fragment`true`;
    case 'mine':
      return reader.onlyOwn
        ? fragment`a.state <> 204`
        : fragment`a.state <> 204 and a.responsible_id = ${reader.id}::uuid`;
    case 'my_teams':
      return fragment`a.state <> 204 and a.team_id = any(${reader.teamIds}::uuid[])`;
    case 'unassigned':
      return fragment`a.state <> 204 and a.responsible_id is null`;
    case 'recently_closed':
      return fragment`a.state = 204 and a.closed_at >= ${recentlyClosedSince}::timestamptz`;
  }
}

/** Numbers that are no states match nothing. */
function stateNumbers(list: string): number[] {
  return list
    .split(',')
    .map(Number)
    .filter((state) => Number.isInteger(state) && state > 0 && state < 1000);
}

interface SummaryRow {
  id: string;
  number: string;
  kind: ListedActivity['kind'];
  subject: string;
  state: ListedActivity['state'];
  priority: number;
  version: number;
  created_at: Temporal.Instant;
  updated_at: Temporal.Instant;
  sort_key: string;
  initiator_id: string | null;
  initiator_name: string | null;
  responsible_id: string | null;
  responsible_name: string | null;
  team_id: string | null;
  team_name: string | null;
}

function present(row: SummaryRow): ListedActivity {
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    subject: row.subject,
    state: row.state,
    priority: row.priority,
    version: row.version,
    initiator: named(row.initiator_id, row.initiator_name),
    responsible: named(row.responsible_id, row.responsible_name),
    team: named(row.team_id, row.team_name),
    createdAt: row.created_at.toString(),
    updatedAt: row.updated_at.toString(),
  };
}

function named(id: string | null, name: string | null): { id: string; name: string } | null {
  return id === null ? null : { id, name: name ?? '' };
}

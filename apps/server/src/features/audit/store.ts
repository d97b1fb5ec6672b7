import { type Executor, fragment } from '../../platform/db/database.ts';
import { containing, storableJson, storableText } from '../../platform/db/storable-text.ts';
import type { AuditEntry } from './audit.ts';

export interface AuditRow {
  id: string;
  at: Temporal.Instant;
  actor: string;
  actor_id: string | null;
  action: string;
  outcome: 'done' | 'refused' | 'failed';
  subject: string | null;
  address: string | null;
  details: Record<string, unknown>;
}

export async function insertRecord(
  on: Executor,
  id: string,
  at: Temporal.Instant,
  entry: AuditEntry,
): Promise<void> {
  await on.sql`
    insert into audit (id, at, actor, actor_id, action, outcome, subject, address, request_id, details)
    values (${id}, ${at}, ${storableText(entry.actor)}, ${entry.actorId ?? null}, ${entry.action}, ${entry.outcome},
      ${entry.subject === undefined ? null : storableText(entry.subject)}, ${entry.address ?? null},
      ${entry.requestId ?? null}, ${storableJson(entry.details ?? {})}::jsonb)`;
}

export interface AuditFilter {
  readonly search?: string | undefined;
  readonly outcome?: string | undefined;
  /** ISO instants, the first inclusive. */
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  /** The last record seen. */
  readonly after?: { at: string; id: string } | undefined;
}

/** Newest first. */
export async function listRecords(on: Executor, filter: AuditFilter, limit: number): Promise<AuditRow[]> {
  const { search, outcome, from, until, after } = filter;
  const found = search
    ? fragment`and (actor ilike ${containing(search)} or action ilike ${containing(search)} or subject ilike ${containing(search)}
        or address ilike ${containing(search)} or details::text ilike ${containing(search)})`
    : fragment``;
  const judged = outcome ? fragment`and outcome = ${outcome}` : fragment``;
  const since = from ? fragment`and at >= ${from}::timestamptz` : fragment``;
  const before = until ? fragment`and at < ${until}::timestamptz` : fragment``;
  const start = after ? fragment`and (at, id) < (${after.at}::timestamptz, ${after.id}::uuid)` : fragment``;
  return on.sql<AuditRow>`
    select id, at, actor, actor_id, action, outcome, subject, address, details from audit
    where true ${found} ${judged} ${since} ${before} ${start} order by at desc, id desc limit ${limit}::int`;
}

/** What people, teams, activities, assets, configurations and tokens with these ids are called now. */
export async function findNames(on: Executor, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const wanted = fragment`any(${[...ids]}::uuid[])`;
  const rows = await on.sql<{ id: string; name: string }>`
    select id, name from people where id = ${wanted}
    union all select id, name from teams where id = ${wanted}
    union all select id, number || ' ' || subject from activities where id = ${wanted}
    union all select id, name from assets where id = ${wanted}
    union all select id, name from configurations where id = ${wanted}
    union all select id, name from api_tokens where id = ${wanted}`;
  return new Map(rows.map(({ id, name }) => [id, name]));
}

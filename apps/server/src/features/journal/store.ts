import type { JournalEntry, LocalizedContent } from '@fernwart/contract';
import { type Executor, fragment, type Tx } from '../../platform/db/database.ts';
import { storableJson } from '../../platform/db/storable-text.ts';
import type { Cursor } from '../../platform/http/keyset-cursor.ts';
import type { NewEntry } from './journal.ts';

/**
 * Answers the ids of those that were written. Entries of one millisecond get a microsecond each, so that they are read in
 * the order in which they were written: the clock tells milliseconds, and ids of one millisecond have no order.
 */
export async function insertEntries(
  tx: Tx,
  at: Temporal.Instant,
  rows: readonly { readonly id: string; readonly entry: NewEntry }[],
): Promise<ReadonlySet<string>> {
  const json = storableJson(
    rows.map(({ id, entry }, index) => {
      const { author, ...written } = entry;
      return { id, index, ...written, authorKind: author.kind, authorId: author.id, authorName: author.name };
    }),
  );
  // In the order of their keys, so that two who write the same ones never wait for each other in a ring.
  const written = await tx.sql<{ id: string }>`
    insert into journal_entries
      (id, activity_id, key, at, author_kind, author_id, author_name, visibility, kind, content, supersedes)
    select new.id, new."activityId", new.key,
      coalesce(
        (select max(earlier.at) + interval '1 microsecond' from journal_entries earlier
          where earlier.activity_id = new."activityId"
            and earlier.at >= ${at}::timestamptz and earlier.at < ${at}::timestamptz + interval '999 microseconds'),
        ${at}::timestamptz)
        + (row_number() over (partition by new."activityId" order by new.index) - 1) * interval '1 microsecond',
      new."authorKind", new."authorId", new."authorName", new.visibility, new.kind, new.content,
      (select older.id from journal_entries older
        where older.activity_id = new."activityId" and older.key = new."supersedesKey")
    from jsonb_to_recordset(${json}::jsonb) as new (id uuid, index integer, "activityId" uuid, key text,
      "authorKind" text, "authorId" text, "authorName" text, visibility text, kind text, content jsonb,
      "supersedesKey" text)
    order by new."activityId", new.key, new.index
    on conflict (activity_id, key) do nothing
    returning id`;
  return new Set(written.map(({ id }) => id));
}

export async function listEntries(
  on: Executor,
  activityId: string,
  internal: boolean,
  after: Cursor | null,
  limit: number,
): Promise<{ entry: JournalEntry; cursor: Cursor }[]> {
  const audience = internal ? fragment`` : fragment`and visibility = 'requester'`;
  const start = after ? fragment`and (at, id) < (${after.key}::timestamptz, ${after.id}::uuid)` : fragment``;
  const rows = await on.sql<EntryRow>`
    select ${columns} from journal_entries
    where activity_id = ${activityId}::uuid ${audience} ${start}
    order by at desc, id desc
    limit ${limit}::int`;
  return rows.map((row) => ({ entry: present(row), cursor: { key: row.at_key, id: row.id } }));
}

export async function findEntry(on: Executor, activityId: string, key: string): Promise<JournalEntry | null> {
  const [row] = await on.sql<EntryRow>`
    select ${columns} from journal_entries where activity_id = ${activityId}::uuid and key = ${key}`;
  return row ? present(row) : null;
}

const columns = fragment`
  id, at, at::text as at_key, author_kind, author_id, author_name, visibility, kind, content, supersedes`;

interface EntryRow {
  id: string;
  at: Temporal.Instant;
  at_key: string;
  author_kind: 'person' | 'package' | 'system';
  author_id: string | null;
  author_name: string;
  visibility: 'internal' | 'requester';
  kind: string;
  content: LocalizedContent;
  supersedes: string | null;
}

function present(row: EntryRow): JournalEntry {
  return {
    id: row.id,
    at: row.at.toString(),
    author: { kind: row.author_kind, id: row.author_id, name: row.author_name },
    visibility: row.visibility,
    kind: row.kind,
    content: row.content,
    supersedes: row.supersedes,
  };
}

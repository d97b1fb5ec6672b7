import type { JournalEntry, LocalizedContent } from '@fernwart/contract';
import { type Executor, fragment, type Tx } from '../../platform/db/database.ts';
import { storableJson, storableText } from '../../platform/db/storable-text.ts';
import type { Cursor } from '../../platform/http/keyset-cursor.ts';
import type { NewEntry } from './journal.ts';

/**
 * Entries of one millisecond get a microsecond each, so that they are read in the order in which they were written:
 * the clock tells milliseconds, and ids of one millisecond have no order.
 */
export async function insertEntry(
  tx: Tx,
  id: string,
  at: Temporal.Instant,
  entry: NewEntry,
): Promise<boolean> {
  const { author } = entry;
  const rows = await tx.sql`
    insert into journal_entries
      (id, activity_id, key, at, author_kind, author_id, author_name, visibility, kind, content, supersedes)
    select ${id}::uuid, ${entry.activityId}::uuid, ${entry.key}::text,
      coalesce(
        (select max(earlier.at) + interval '1 microsecond' from journal_entries earlier
          where earlier.activity_id = ${entry.activityId}::uuid
            and earlier.at >= ${at}::timestamptz and earlier.at < ${at}::timestamptz + interval '999 microseconds'),
        ${at}::timestamptz),
      ${author.kind}::text, ${author.id}::text, ${storableText(author.name)}::text, ${entry.visibility}::text,
      ${entry.kind}::text, ${storableJson(entry.content)}::jsonb,
      (select older.id from journal_entries older
        where older.activity_id = ${entry.activityId}::uuid and older.key = ${entry.supersedesKey ?? null}::text)
    on conflict (activity_id, key) do nothing
    returning id`;
  return rows.length === 1;
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

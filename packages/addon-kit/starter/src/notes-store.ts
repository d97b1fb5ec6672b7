import type { Sql } from '@fernwart/addon-kit';

export interface Note {
  readonly id: string;
  readonly text: string;
  readonly at: Temporal.Instant;
}

export async function insertNote(sql: Sql, note: Note, activityId: string): Promise<void> {
  await sql`
    insert into notes (id, activity_id, text, written_at)
    values (${note.id}, ${activityId}, ${note.text}, ${note.at})`;
}

export async function notesOf(sql: Sql, activityId: string): Promise<Note[]> {
  return sql<Note>`
    select id, text, written_at as at from notes where activity_id = ${activityId} order by written_at, id`;
}

/** Newest first; `before` is the id of the last one seen. */
export async function pageOfNotes(sql: Sql, before: string | null, limit: number): Promise<Note[]> {
  return sql<Note>`
    select id, text, written_at as at from notes
    where ${before}::text is null
      or (written_at, id) < (select written_at, id from notes where id = ${before})
    order by written_at desc, id desc limit ${limit}`;
}

export async function countNotes(sql: Sql): Promise<number> {
  const [row] = await sql<{ count: number }>`select count(*) from notes`;
  return row?.count ?? 0;
}

export async function deleteNotesOf(sql: Sql, activityId: string): Promise<void> {
  await sql`delete from notes where activity_id = ${activityId}`;
}

export async function deleteNotesBefore(sql: Sql, at: Temporal.Instant): Promise<number> {
  return (await sql`delete from notes where written_at < ${at} returning 1`).length;
}

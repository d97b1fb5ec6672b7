import type { PersonRef } from '@fernwart/contract';
import type { Executor, Tx } from '../../platform/db/database.ts';

/** Bytes of one part: twice as long on the wire. */
export const partBytes = 256 * 1024;

export interface AttachmentRow {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly visibility: 'internal' | 'requester';
  readonly uploadedBy: PersonRef['id'];
  readonly uploaderName: string;
  readonly createdAt: Temporal.Instant;
}

export async function listAttachments(on: Executor, activityId: string): Promise<AttachmentRow[]> {
  return on.sql<AttachmentRow>`
    select a.id, a.name, a.size, a.visibility, a.uploaded_by as "uploadedBy", person.name as "uploaderName",
      a.created_at as "createdAt"
    from attachments a join people person on person.id = a.uploaded_by
    where a.activity_id = ${activityId}::uuid
    order by a.created_at, a.id`;
}

export async function insertAttachment(
  tx: Tx,
  row: Omit<AttachmentRow, 'uploaderName'> & { readonly activityId: string },
  bytes: Uint8Array,
): Promise<void> {
  await tx.sql`
    insert into attachments (id, activity_id, name, size, visibility, uploaded_by, created_at)
    values (${row.id}, ${row.activityId}, ${row.name}, ${row.size}, ${row.visibility}, ${row.uploadedBy}, ${row.createdAt})`;
  for (let part = 0; part * partBytes < bytes.byteLength; part++) {
    const piece = bytes.subarray(part * partBytes, (part + 1) * partBytes);
    await tx.sql`insert into attachment_parts (attachment_id, part, bytes) values (${row.id}, ${part}, ${piece})`;
  }
}

/** Null when there is no such part. */
export async function readPart(on: Executor, id: string, part: number): Promise<Uint8Array | null> {
  const [row] = await on.sql<{ bytes: Buffer }>`
    select bytes from attachment_parts where attachment_id = ${id} and part = ${part}::int`;
  return row?.bytes ?? null;
}

export async function deleteAttachment(tx: Tx, id: string): Promise<void> {
  await tx.sql`delete from attachments where id = ${id}`;
}

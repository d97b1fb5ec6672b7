import { type Attachment, attachmentLimits } from '@fernwart/contract';
import type { Clock } from '../../platform/clock/clock.ts';
import type { NewId } from '../../platform/crypto/ids.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/http/actor.ts';
import { Problem } from '../../platform/http/problem.ts';
import type { Live } from '../../platform/live/live.ts';
import { derivedId } from '../activities/derived-id.ts';
import { commentVisibility, readsDesk, worksOnDesk } from '../activities/policy.ts';
import { unusable, visible } from '../activities/refusals.ts';
import { findActivity, findActivityForUpdate, markUpdated } from '../activities/store.ts';
import type { Audit } from '../audit/audit.ts';
import type { Journal } from '../journal/journal.ts';
import type { Attachments, NewAttachment } from './attachments.ts';
import { fileName } from './file-name.ts';
import { attachedContent, removedContent } from './journal-content.ts';
import * as store from './store.ts';

export interface AttachmentsDeps {
  readonly db: Database;
  readonly journal: Journal;
  readonly audit: Audit;
  readonly live: Live;
  readonly clock: Clock;
  readonly newId: NewId;
}

export function createAttachments(deps: AttachmentsDeps): Attachments {
  const { db, journal, audit, live, clock, newId } = deps;
  return {
    async list(actor, activityId) {
      visible(await findActivity(db, activityId), actor);
      const rows = await store.listAttachments(db, activityId);
      return rows.filter((row) => seen(actor, row)).map((row) => present(actor, row));
    },
    async add(actor, activityId, file, idempotencyKey) {
      const named = { ...file, name: fileName(file.name) };
      assertUsable(named);
      return db.transaction((tx) => add(tx, actor, activityId, named, idempotencyKey));
    },
    async read(actor, activityId, id) {
      visible(await findActivity(db, activityId), actor);
      const row = found(actor, await store.listAttachments(db, activityId), id);
      return { name: row.name, size: row.size, parts: parts(id) };
    },
    remove: (actor, activityId, id, from) =>
      db.transaction(async (tx) => {
        visible(await findActivityForUpdate(tx, activityId), actor);
        const row = found(actor, await store.listAttachments(tx, activityId), id);
        if (!removable(actor, row)) throw new Problem('not_allowed');
        await store.deleteAttachment(tx, id);
        await journal.add(tx, {
          activityId,
          key: `attachment-removed:${id}`,
          author: { kind: 'person', id: actor.id, name: actor.name },
          visibility: row.visibility,
          kind: 'attachment',
          content: removedContent(row.name),
        });
        await audit.record(tx, {
          actor: actor.name,
          actorId: actor.id,
          action: 'attachment.remove',
          outcome: 'done',
          subject: `activity:${activityId}`,
          ...from,
          details: { attachment: id, name: row.name, size: row.size },
        });
      }),
  };

  async function add(
    tx: Tx,
    actor: Actor,
    activityId: string,
    file: NewAttachment,
    idempotencyKey: string | undefined,
  ): Promise<Attachment> {
    const activity = visible(await findActivityForUpdate(tx, activityId), actor);
    const visibility = commentVisibility(actor, activity, file.visibility);
    if (visibility === null) throw new Problem('not_allowed');
    const there = await store.listAttachments(tx, activityId);
    const id = idempotencyKey === undefined ? newId() : derivedId('attachment', actor.id, idempotencyKey);
    const earlier = there.find((row) => row.id === id);
    if (earlier) return present(actor, earlier);
    assertRoom(there, file.bytes.byteLength);
    const row = {
      id,
      activityId,
      name: file.name,
      size: file.bytes.byteLength,
      visibility,
      uploadedBy: actor.id,
      createdAt: clock.now(),
    };
    await store.insertAttachment(tx, row, file.bytes);
    await journal.add(tx, {
      activityId,
      key: `attachment:${id}`,
      author: { kind: 'person', id: actor.id, name: actor.name },
      visibility,
      kind: 'attachment',
      content: attachedContent(activityId, id, file.name),
    });
    await markUpdated(tx, activityId, row.createdAt);
    await live.touch(tx, 'activities');
    return present(actor, { ...row, uploaderName: actor.name });
  }

  async function* parts(id: string): AsyncIterable<Uint8Array> {
    for (let part = 0; ; part++) {
      const bytes = await store.readPart(db, id, part);
      if (bytes === null) return;
      yield bytes;
    }
  }
}

function assertUsable(file: NewAttachment): void {
  if (file.name === '')
    throw unusable('name', { de: 'Die Datei braucht einen Namen.', en: 'The file needs a name.' });
  if (file.bytes.byteLength === 0)
    throw unusable('body', { de: 'Die Datei ist leer.', en: 'The file is empty.' });
  if (file.bytes.byteLength > attachmentLimits.bytes)
    throw new Problem('too_large', {
      detail: { de: 'Eine Datei darf 10 MB groß sein.', en: 'A file may have 10 MB.' },
    });
}

/** The caller holds the activity's row, so that two uploads at once do not both take the last place. */
function assertRoom(rows: readonly store.AttachmentRow[], size: number): void {
  const total = rows.reduce((sum, row) => sum + row.size, size);
  if (rows.length < attachmentLimits.count && total <= attachmentLimits.totalBytes) return;
  throw new Problem('too_large', {
    detail: {
      de: 'An einem Vorgang haben 20 Dateien mit zusammen 50 MB Platz. Entfernen Sie eine, die nicht mehr gebraucht wird.',
      en: 'An activity holds 20 files of 50 MB together. Remove one that is no longer needed.',
    },
  });
}

function seen(actor: Actor, row: store.AttachmentRow): boolean {
  return row.visibility === 'requester' || readsDesk(actor);
}

function found(actor: Actor, rows: readonly store.AttachmentRow[], id: string): store.AttachmentRow {
  const row = rows.find((one) => one.id === id);
  if (!row || !seen(actor, row)) throw new Problem('not_found');
  return row;
}

function removable(actor: Actor, row: store.AttachmentRow): boolean {
  return worksOnDesk(actor) || row.uploadedBy === actor.id;
}

function present(actor: Actor, row: store.AttachmentRow): Attachment {
  return {
    id: row.id,
    name: row.name,
    size: row.size,
    visibility: row.visibility,
    uploadedBy: { id: row.uploadedBy, name: row.uploaderName },
    createdAt: row.createdAt.toString(),
    removable: removable(actor, row),
  };
}

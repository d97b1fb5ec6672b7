import { z } from 'zod';
import type { RawRecord } from '../shape/raw-record.ts';
import { compact, recordReader } from '../shape/record-reader.ts';
import { instant, text } from '../shape/values.ts';

/** One entry of TeamViewer's event log (facts §9 [C]). It has no id. */
export interface AuditEvent {
  /** `StartedSession`, `EndedSession`, …; about sixty are known, more may come. */
  readonly name: string;
  readonly type?: string;
  readonly at?: Temporal.Instant;
  readonly author?: string;
  readonly authorEmail?: string;
  readonly affectedItem?: string;
  readonly details: readonly AuditEventDetail[];
  readonly raw: RawRecord;
}

/** A property that the event is about. */
export interface AuditEventDetail {
  readonly property?: string;
  readonly oldValue?: string;
  readonly newValue?: string;
}

const value = text.nullish().catch(undefined);
const detailSchema = z.object({ PropertyName: value, OldValue: value, NewValue: value });

/** Reads an event; names are PascalCase here, unlike in the rest of the API. */
export const auditEventReader = recordReader({
  name: 'audit event',
  schema: z.object({
    EventName: text,
    EventType: text.optional(),
    Timestamp: instant.optional(),
    Author: text.optional(),
    AuthorEmail: text.optional(),
    AffectedItem: text.optional(),
    EventDetails: z.array(detailSchema).optional(),
  }),
  expected: ['EventType', 'Timestamp'],
  present: (fields, raw): AuditEvent => ({
    ...compact({
      type: fields.EventType,
      at: fields.Timestamp,
      author: fields.Author,
      authorEmail: fields.AuthorEmail,
      affectedItem: fields.AffectedItem,
    }),
    name: fields.EventName,
    details: (fields.EventDetails ?? []).map((detail) =>
      compact({
        property: detail.PropertyName ?? undefined,
        oldValue: detail.OldValue ?? undefined,
        newValue: detail.NewValue ?? undefined,
      }),
    ),
    raw,
  }),
});

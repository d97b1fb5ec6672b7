import { z } from 'zod';
import { id, instant, personRef } from './common.ts';

/** What one file may be, in bytes, and what all of an activity's files may be together. */
export const attachmentLimits = { bytes: 10 * 1024 * 1024, count: 20, totalBytes: 50 * 1024 * 1024 } as const;

/** A file on an activity. Its bytes are answered by `GET …/attachments/:attachmentId`, to be stored, never to be shown. */
export const attachment = z.object({
  id,
  name: z.string(),
  /** In bytes. */
  size: z.number().int(),
  visibility: z.enum(['internal', 'requester']),
  uploadedBy: personRef,
  createdAt: instant,
  /** Whether the one who asks may remove it. */
  removable: z.boolean(),
});
export type Attachment = z.infer<typeof attachment>;
export const attachments = z.object({ items: z.array(attachment) });

/**
 * POST …/attachments takes the file as it is (`application/octet-stream`); its name stands in the query. What a requester
 * attaches is always seen by the requester.
 */
export const attachmentQuery = z.object({
  name: z.string().trim().min(1).max(255),
  visibility: z.enum(['internal', 'requester']).default('internal'),
});

import type { Attachment, attachmentQuery } from '@fernwart/contract';
import type { z } from 'zod';
import type { Actor } from '../../platform/http/actor.ts';

export interface NewAttachment extends z.output<typeof attachmentQuery> {
  readonly bytes: Uint8Array;
}

export interface StoredFile {
  readonly name: string;
  readonly size: number;
  /** Part by part, in order. */
  readonly parts: AsyncIterable<Uint8Array>;
}

/**
 * Files on activities, in the name of a person. Every member rejects with a `Problem`: `not_found` for what does not exist
 * and for what this person may not see, `not_allowed` for what the person's roles do not cover.
 */
export interface Attachments {
  /** Oldest first. A requester sees what is meant for the requester. */
  list(actor: Actor, activityId: string): Promise<Attachment[]>;
  /** Also rejects with `invalid_input` (an empty file, no name) and `too_large`. With a key, a repeated call answers the first one's. */
  add(actor: Actor, activityId: string, file: NewAttachment, idempotencyKey?: string): Promise<Attachment>;
  read(actor: Actor, activityId: string, id: string): Promise<StoredFile>;
  /** For whoever attached it, and for agents. */
  remove(
    actor: Actor,
    activityId: string,
    id: string,
    from: { address: string; requestId: string },
  ): Promise<void>;
}

import type { JournalEntry, LocalizedContent, Page } from '@fernwart/contract';
import type { Executor, Tx } from '../../platform/db/database.ts';

export interface NewEntry {
  readonly activityId: string;
  readonly key: string;
  readonly author: {
    readonly kind: 'person' | 'package' | 'system';
    readonly id: string | null;
    readonly name: string;
  };
  readonly visibility: 'internal' | 'requester';
  readonly kind: string;
  readonly content: LocalizedContent;
  readonly supersedesKey?: string;
}
export interface Journal {
  /** Writes an entry, or nothing when the activity has one with this key already; answers whether it wrote. Touches `activity:<id>`. */
  add(tx: Tx, entry: NewEntry): Promise<boolean>;
  /** The same for many entries, in one statement as a rule; answers those that it wrote. */
  addAll(tx: Tx, entries: readonly NewEntry[]): Promise<readonly NewEntry[]>;
}

export interface JournalQuery {
  /** Whether entries that are not meant for the requester are seen too; the caller's policy decides. */
  readonly internal: boolean;
  readonly cursor?: string | undefined;
  readonly limit: number;
}
export interface JournalReader {
  /** Newest first. Rejects with `invalid_input` for a cursor that is none. */
  page(on: Executor, activityId: string, query: JournalQuery): Promise<Page<JournalEntry>>;
  /** The entry with this key; null when there is none. */
  entry(on: Executor, activityId: string, key: string): Promise<JournalEntry | null>;
}

import type { LocalizedContent } from '@fernwart/contract';
import type { Tx } from '../../platform/db/database.ts';

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
}

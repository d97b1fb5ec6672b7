import type { Tx } from '../../platform/db/database.ts';

export interface OutgoingMail {
  readonly packageId: string | null;
  /** The same key of the same package is sent once. */
  readonly key: string | null;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly activityId?: string;
  readonly onOutcome?: { readonly workflow: string; readonly context: Record<string, string> };
}
export interface Mails {
  enqueue(tx: Tx, mail: OutgoingMail): Promise<void>;
}

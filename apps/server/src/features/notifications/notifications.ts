import type { NotificationKind } from '@fernwart/contract';
import type { Tx } from '../../platform/db/database.ts';

export interface NewNotification {
  /** The same key reaches the same person once. */
  readonly key: string;
  readonly kind: NotificationKind;
  readonly activityId: string;
  /** People by id, or the agents of a team. Whoever is disabled hears nothing. */
  readonly to: { readonly personIds: readonly string[] } | { readonly teamId: string };
  /** Who caused it, and is not told of it; null: nobody in particular. */
  readonly by: { readonly id: string | null; readonly name: string } | null;
}

export interface Notifications {
  /** In the transaction of the fact: in the console of each, and by mail for those who want it. */
  tell(tx: Tx, ...notifications: readonly NewNotification[]): Promise<void>;
}

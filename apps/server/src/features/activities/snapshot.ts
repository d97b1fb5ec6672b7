import type { ActivitySnapshot } from '@fernwart/addon-kit';
import { z } from 'zod';
import type { Executor, Tx } from '../../platform/db/database.ts';
import { findSnapshot } from './store.ts';

// Ids are opaque to add-ons: one of a wrong shape names nothing.
const isId = (id: string) => z.uuid().safeParse(id).success;

/** An activity as add-ons see it; null when there is none. */
export async function activitySnapshot(on: Executor, id: string): Promise<ActivitySnapshot | null> {
  return isId(id) ? findSnapshot(on, id, 'unlocked') : null;
}

/** The same, with the activity's row held until the end of the transaction. */
export async function lockActivity(tx: Tx, id: string): Promise<ActivitySnapshot | null> {
  return isId(id) ? findSnapshot(tx, id, 'locked') : null;
}

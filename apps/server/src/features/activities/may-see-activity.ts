import type { Executor } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/http/actor.ts';
import { seesActivity } from './policy.ts';
import { activitySnapshot } from './snapshot.ts';

/** Whether this person may see the activity at all; false where there is none. */
export async function maySeeActivity(on: Executor, actor: Actor, id: string): Promise<boolean> {
  const activity = await activitySnapshot(on, id);
  return activity !== null && seesActivity(actor, activity);
}

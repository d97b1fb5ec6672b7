import { activityStates, type Localized } from '@fernwart/contract';
import type { Actor } from '../../platform/http/actor.ts';
import { Problem } from '../../platform/http/problem.ts';
import { seesActivity } from './policy.ts';
import type { StoredActivity } from './store.ts';

/** What may not be seen is answered like what does not exist. */
export function visible<T extends StoredActivity>(activity: T | null, actor: Actor): T {
  if (!activity || !seesActivity(actor, activity)) throw new Problem('not_found');
  return activity;
}

export function assertNotClosed(activity: StoredActivity): void {
  if (activity.state !== activityStates.closed) return;
  throw new Problem('wrong_state', {
    detail: {
      de: 'Der Vorgang ist geschlossen. Öffnen Sie ihn wieder, um ihn zu ändern.',
      en: 'The activity is closed. Reopen it in order to change it.',
    },
  });
}

/** A reference in the input that names nothing usable. */
export function unusable(path: string, detail: Localized): Problem {
  return new Problem('invalid_input', { detail, errors: [{ path, message: detail.en }] });
}

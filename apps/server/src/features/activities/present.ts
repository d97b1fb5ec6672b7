import type { Activity } from '@fernwart/contract';
import type { Executor } from '../../platform/db/database.ts';
import { linkedAssets, type StoredActivity } from './store.ts';

/** An activity as the API answers it. */
export async function presentActivity(on: Executor, activity: StoredActivity): Promise<Activity> {
  return presentWithAssets({ ...activity, assets: await linkedAssets(on, activity.id) });
}

export function presentWithAssets(activity: StoredActivity & Pick<Activity, 'assets'>): Activity {
  return {
    id: activity.id,
    number: activity.number,
    kind: activity.kind,
    subject: activity.subject,
    description: activity.description,
    state: activity.state,
    priority: activity.priority,
    urgency: activity.urgency,
    impact: activity.impact,
    initiator: named(activity.initiatorId, activity.initiatorName),
    responsible: named(activity.responsibleId, activity.responsibleName),
    team: named(activity.teamId, activity.teamName),
    solution: activity.solution,
    createdAt: activity.createdAt.toString(),
    updatedAt: activity.updatedAt.toString(),
    closedAt: activity.closedAt?.toString() ?? null,
    assets: activity.assets,
    version: activity.version,
  };
}

function named(id: string | null, name: string | null): { id: string; name: string } | null {
  return id === null ? null : { id, name: name ?? '' };
}

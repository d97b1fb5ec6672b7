import { activityStates } from '@fernwart/contract';
import type { Tx } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/http/actor.ts';
import type { Journal } from '../journal/journal.ts';
import type { NewNotification, Notifications } from '../notifications/notifications.ts';
import { findActivities, type StoredActivity } from './store.ts';

type By = Pick<Actor, 'id' | 'name'>;

/** A new activity is news for the team with which it lies. */
export async function tellOfCreated(
  tx: Tx,
  notifications: Notifications,
  { id, teamId }: StoredActivity,
  by: By,
): Promise<void> {
  if (teamId === null) return;
  await notifications.tell(tx, { key: `created:${id}`, kind: 'team', activityId: id, to: { teamId }, by });
}

/** Whom the activity was given to; its initiator, when it has ended. */
export async function tellOfChanges(
  tx: Tx,
  notifications: Notifications,
  before: StoredActivity,
  after: StoredActivity,
  by: By,
): Promise<void> {
  const { id: activityId, responsibleId, teamId } = after;
  const key = `version:${activityId}:${before.version + 1}`;
  if (responsibleId !== null && responsibleId !== before.responsibleId)
    await notifications.tell(tx, {
      key: `assigned:${key}`,
      kind: 'assigned',
      activityId,
      to: { personIds: [responsibleId] },
      by,
    });
  if (
    responsibleId === null &&
    teamId !== null &&
    (teamId !== before.teamId || before.responsibleId !== null)
  )
    await notifications.tell(tx, { key: `team:${key}`, kind: 'team', activityId, to: { teamId }, by });
  if (ended(after) && !ended(before) && after.initiatorId !== null)
    await notifications.tell(tx, {
      key: `ended:${key}`,
      kind: 'ended',
      activityId,
      to: { personIds: [after.initiatorId] },
      by,
    });
}

function ended({ state }: StoredActivity): boolean {
  return state === activityStates.solved || state === activityStates.closed;
}

/**
 * What was written concerns the responsible, or the team while nobody is; what is meant for the requester, also the
 * initiator.
 */
export async function tellOfEntry(
  tx: Tx,
  notifications: Notifications,
  activity: StoredActivity,
  entry: ToldEntry,
  by: { id: string | null; name: string },
): Promise<void> {
  await notifications.tell(tx, ...newsOf(activity, entry, by));
}

interface ToldEntry {
  readonly key: string;
  readonly visibility: 'internal' | 'requester';
  readonly kind: 'comment' | 'session';
}

function newsOf(
  activity: StoredActivity,
  entry: ToldEntry,
  by: { id: string | null; name: string },
): NewNotification[] {
  const { id: activityId, responsibleId, teamId, initiatorId } = activity;
  const fromInitiator = by.id !== null && by.id === initiatorId;
  const told = { key: `entry:${activityId}:${entry.key}`, activityId, by };
  const kind = entry.kind === 'comment' && fromInitiator ? 'reply' : entry.kind;
  const news: NewNotification[] = [];
  if (responsibleId !== null) news.push({ ...told, kind, to: { personIds: [responsibleId] } });
  else if (teamId !== null && fromInitiator) news.push({ ...told, kind, to: { teamId } });
  if (entry.visibility === 'requester' && initiatorId !== null)
    news.push({
      ...told,
      kind: entry.kind === 'comment' ? 'reply' : 'session',
      to: { personIds: [initiatorId] },
    });
  return news;
}

/** A journal on which packages write: the people concerned are told with every entry. */
export function tellingJournal(journal: Journal, notifications: Notifications): Pick<Journal, 'addAll'> {
  return {
    async addAll(tx, entries) {
      const written = await journal.addAll(tx, entries);
      if (written.length === 0) return written;
      const activities = await findActivities(tx, [...new Set(written.map(({ activityId }) => activityId))]);
      const news = written.flatMap(({ activityId, key, visibility, author }) => {
        const activity = activities.get(activityId);
        const by = author.kind === 'person' ? author : { id: null, name: author.name };
        return activity ? newsOf(activity, { key, visibility, kind: 'session' }, by) : [];
      });
      await notifications.tell(tx, ...news);
      return written;
    },
  };
}

import { activityStates } from '@fernwart/contract';
import type { Tx } from '../../platform/db/database.ts';
import type { DomainEvent, Events } from '../automation/automation.ts';
import type { StoredActivity } from './store.ts';

/** What an event says of the activity; version 1 of every `activity.…` event. */
function payload(activity: StoredActivity, actorId: string): Record<string, unknown> {
  return { number: activity.number, kind: activity.kind, state: activity.state, actorId };
}

function event(
  type: string,
  activity: StoredActivity,
  actorId: string,
  more: Record<string, unknown> = {},
): DomainEvent {
  return {
    type,
    version: 1,
    subject: { type: 'activity', id: activity.id },
    payload: { ...payload(activity, actorId), ...more },
  };
}

export async function emitCreated(
  tx: Tx,
  events: Events,
  activity: StoredActivity,
  actorId: string,
): Promise<void> {
  await events.emit(tx, event('activity.created', activity, actorId));
}

/** A comment or reply; `entryKey` is the journal entry's key. */
export async function emitCommented(
  tx: Tx,
  events: Events,
  activity: StoredActivity,
  actorId: string,
  comment: { entryKey: string; visibility: 'internal' | 'requester' },
): Promise<void> {
  await events.emit(tx, event('activity.commented', activity, actorId, comment));
}

/** Everything that follows from what was and what is. */
export async function emitChanges(
  tx: Tx,
  events: Events,
  before: StoredActivity,
  after: StoredActivity,
  actorId: string,
): Promise<void> {
  for (const change of changes(before, after, actorId)) await events.emit(tx, change);
}

function changes(before: StoredActivity, after: StoredActivity, actorId: string): DomainEvent[] {
  const found = [event('activity.changed', after, actorId)];
  if (before.responsibleId !== after.responsibleId) {
    const fromTo = { from: before.responsibleId, to: after.responsibleId };
    found.push(event('activity.responsible_changed', after, actorId, fromTo));
  }
  if (before.state !== after.state) {
    const fromTo = { from: before.state, to: after.state };
    found.push(event('activity.state_changed', after, actorId, fromTo));
    const name = arrival(before, after);
    if (name) found.push(event(name, after, actorId, fromTo));
  }
  return found;
}

function arrival(before: StoredActivity, after: StoredActivity): string | null {
  const { closed, solved } = activityStates;
  if (after.state === closed) return 'activity.closed';
  if (after.state === solved) return 'activity.solved';
  if (before.state === closed || before.state === solved) return 'activity.reopened';
  return null;
}

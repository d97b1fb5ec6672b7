import type { updateActivityBody } from '@fernwart/contract';
import type { z } from 'zod';
import type { Tx } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/http/actor.ts';
import type { ActivitiesDeps } from './activities.ts';
import { changedContent, type FieldChanges } from './journal-content.ts';
import { assertNotClosed, unusable } from './refusals.ts';
import * as store from './store.ts';

/** Answers the changed activity; null when nothing would differ. */
export async function updateActivity(
  deps: ActivitiesDeps,
  tx: Tx,
  actor: Actor,
  before: store.StoredActivity,
  body: z.output<typeof updateActivityBody>,
): Promise<store.StoredActivity | null> {
  assertNotClosed(before);
  const changes: FieldChanges = {
    ...(body.subject !== undefined && body.subject !== before.subject
      ? { subject: { before: before.subject, after: body.subject } }
      : {}),
    ...(body.description !== undefined && body.description !== before.description
      ? { description: true }
      : {}),
    ...(body.priority !== undefined && body.priority !== before.priority
      ? { priority: { before: before.priority, after: body.priority } }
      : {}),
    ...(body.initiatorId !== undefined && body.initiatorId !== before.initiatorId
      ? { initiator: await usableInitiator(tx, body.initiatorId) }
      : {}),
  };
  if (Object.keys(changes).length === 0) return null;
  await deps.journal.add(tx, {
    activityId: before.id,
    key: `changed:${before.version + 1}`,
    author: { kind: 'person', id: actor.id, name: actor.name },
    visibility: 'internal',
    kind: 'changed',
    content: changedContent(changes),
  });
  return {
    ...before,
    subject: body.subject ?? before.subject,
    description: body.description ?? before.description,
    priority: body.priority ?? before.priority,
    initiatorId: body.initiatorId ?? before.initiatorId,
  };
}

async function usableInitiator(tx: Tx, id: string): Promise<store.PersonFacts> {
  const person = await store.findPerson(tx, id);
  if (person?.active) return person;
  throw unusable('initiatorId', {
    de: 'Diese Person gibt es nicht, oder sie ist gesperrt.',
    en: 'There is no such person, or the person is disabled.',
  });
}

import type { updateActivityBody } from '@fernwart/contract';
import type { z } from 'zod';
import type { Tx } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/http/actor.ts';
import type { ActivitiesDeps } from './activities.ts';
import { changedContent, type FieldChanges } from './journal-content.ts';
import { assertNotClosed, unusable } from './refusals.ts';
import * as store from './store.ts';
import { weigh } from './weigh.ts';

/** Answers the changed activity; null when nothing would differ. */
export async function updateActivity(
  deps: ActivitiesDeps,
  tx: Tx,
  actor: Actor,
  before: store.StoredActivity,
  body: z.output<typeof updateActivityBody>,
): Promise<store.StoredActivity | null> {
  assertNotClosed(before);
  const weighed = weigh(body, before);
  const changes: FieldChanges = {
    ...(body.subject !== undefined && body.subject !== before.subject
      ? { subject: { before: before.subject, after: body.subject } }
      : {}),
    ...(body.description !== undefined && body.description !== before.description
      ? { description: true }
      : {}),
    ...(weighed.priority !== before.priority
      ? { priority: { before: before.priority, after: weighed.priority } }
      : {}),
    ...(weighed.urgency !== before.urgency || weighed.impact !== before.impact ? { weights: weighed } : {}),
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
    ...weighed,
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

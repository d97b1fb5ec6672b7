import { activityStates, type createActivityBody } from '@fernwart/contract';
import type { z } from 'zod';
import type { Tx } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/http/actor.ts';
import { Problem } from '../../platform/http/problem.ts';
import type { ActivitiesDeps } from './activities.ts';
import { derivedId } from './derived-id.ts';
import { emitCreated } from './events.ts';
import { createdContent } from './journal-content.ts';
import { activityNumber } from './model.ts';
import { reportsFor, worksOnDesk } from './policy.ts';
import { unusable } from './refusals.ts';
import * as store from './store.ts';
import { tellOfCreated } from './tell.ts';
import { usableTeam } from './usable-target.ts';
import { weigh } from './weigh.ts';

type NewActivity = z.output<typeof createActivityBody>;

/** Answers the activity's id; with a key, that of the first call with this key by this person. */
export async function createActivity(
  deps: ActivitiesDeps,
  tx: Tx,
  actor: Actor,
  body: NewActivity,
  idempotencyKey: string | undefined,
): Promise<string> {
  const { journal, events, notifications, clock, newId } = deps;
  if (!reportsFor(actor, body.initiatorId)) throw new Problem('not_allowed');
  const id = idempotencyKey === undefined ? newId() : derivedId('activity', actor.id, idempotencyKey);
  if (idempotencyKey !== undefined && (await store.findActivity(tx, id))) return id;
  const initiator = await checkReferences(tx, actor, body);
  const at = clock.now();
  const inserted = await store.insertActivity(tx, {
    ...body,
    ...weigh(body, { priority: body.priority, urgency: null, impact: null }),
    id,
    number: activityNumber(body.kind, await store.takeNumber(tx, body.kind), deps.numberPrefix?.(body.kind)),
    state: activityStates.new,
    responsibleId: null,
    createdAt: at,
  });
  // The same key a moment earlier, from another tab: its activity is the answer.
  if (!inserted) return id;
  await store.linkAssets(tx, id, body.assetIds, at);
  await journal.add(tx, {
    activityId: id,
    key: 'created',
    author: { kind: 'person', id: actor.id, name: actor.name },
    visibility: 'requester',
    kind: 'created',
    content: createdContent(initiator),
  });
  const activity = await store.findActivity(tx, id);
  if (activity) {
    await emitCreated(tx, events, activity, actor.id);
    await tellOfCreated(tx, notifications, activity, actor);
  }
  return id;
}

async function checkReferences(tx: Tx, actor: Actor, body: NewActivity): Promise<store.PersonFacts> {
  const initiator = await store.findPerson(tx, body.initiatorId);
  if (!initiator?.active)
    throw unusable('initiatorId', {
      de: 'Diese Person gibt es nicht, oder sie ist gesperrt.',
      en: 'There is no such person, or the person is disabled.',
    });
  if (body.teamId !== null) {
    if (!worksOnDesk(actor))
      throw unusable('teamId', {
        de: 'Das Team bestimmt der Service Desk.',
        en: 'The service desk chooses the team.',
      });
    await usableTeam(tx, body.teamId);
  }
  const known = await store.knownAssets(tx, body.assetIds, worksOnDesk(actor) ? null : actor.id);
  const unknown = body.assetIds.findIndex((id) => !known.has(id));
  if (unknown >= 0)
    throw unusable(`assetIds.${unknown}`, {
      de: 'Dieses Asset gibt es nicht.',
      en: 'There is no such asset.',
    });
  return initiator;
}

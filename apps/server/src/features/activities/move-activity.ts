import type { PersonRef, TeamRef, Transition, transitionBody } from '@fernwart/contract';
import type { z } from 'zod';
import type { Tx } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/http/actor.ts';
import { Problem } from '../../platform/http/problem.ts';
import type { ActivitiesDeps } from './activities.ts';
import { transitionContent } from './journal-content.ts';
import { applyMove, type Move } from './model.ts';
import { unusable } from './refusals.ts';
import type * as store from './store.ts';
import { usableAgent, usableTeam } from './usable-target.ts';

type Target = { readonly person: PersonRef } | { readonly team: TeamRef };

/** The requester reads how it ends; who of the desk handed it to whom stays inside. */
const readByRequester: ReadonlySet<Transition> = new Set(['solve', 'close', 'reopen']);

/** One transition with its journal entry; answers the moved activity. */
export async function moveActivity(
  deps: ActivitiesDeps,
  tx: Tx,
  actor: Actor,
  before: store.StoredActivity,
  body: z.output<typeof transitionBody>,
): Promise<store.StoredActivity> {
  const { transition } = body;
  const target = transition === 'forward' ? await findTarget(tx, body.personId, body.teamId) : null;
  const note = body.note || null;
  const moved = applyMove(before, {
    transition,
    actorId: actor.id,
    at: deps.clock.now(),
    note,
    to: target && moveTo(target),
  });
  if (!moved) throw new Problem('wrong_state');
  await deps.journal.add(tx, {
    activityId: before.id,
    key: `transition:${before.version + 1}`,
    author: { kind: 'person', id: actor.id, name: actor.name },
    visibility: readByRequester.has(transition) ? 'requester' : 'internal',
    kind: 'transition',
    content: transitionContent(transition, { from: before.state, to: moved.state, target, note }),
  });
  return { ...before, ...moved };
}

function moveTo(target: Target): Move['to'] {
  return 'team' in target ? { teamId: target.team.id } : { personId: target.person.id };
}

async function findTarget(tx: Tx, personId: string | undefined, teamId: string | undefined): Promise<Target> {
  if (personId !== undefined && teamId === undefined) return { person: await usableAgent(tx, personId) };
  if (teamId !== undefined && personId === undefined) return { team: await usableTeam(tx, teamId) };
  throw unusable('personId', {
    de: 'Nennen Sie eine Person oder ein Team.',
    en: 'Name either a person or a team.',
  });
}

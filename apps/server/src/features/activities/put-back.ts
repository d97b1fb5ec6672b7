import type { PersonRef, PutBack, TeamRef } from '@fernwart/contract';
import type { Tx } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/http/actor.ts';
import { Problem } from '../../platform/http/problem.ts';
import type { ActivitiesDeps } from './activities.ts';
import { putBackContent } from './journal-content.ts';
import { putBack } from './model.ts';
import type { StoredActivity } from './store.ts';
import { usableAgent, usableTeam } from './usable-target.ts';

/** Undoes a move: the activity lies where it lay, and the journal says so. Answers the activity as it stands then. */
export async function putActivityBack(
  deps: Pick<ActivitiesDeps, 'journal'>,
  tx: Tx,
  actor: Actor,
  before: StoredActivity,
  { state, responsibleId, teamId }: PutBack,
): Promise<StoredActivity> {
  const moved = putBack(before, { state, responsibleId, teamId });
  if (!moved) throw new Problem('wrong_state');
  // Who or what still has it is not asked again.
  const given: { person?: PersonRef; team?: TeamRef } = {
    ...(responsibleId !== null && responsibleId !== before.responsibleId
      ? { person: await usableAgent(tx, responsibleId) }
      : {}),
    ...(teamId !== null && teamId !== before.teamId ? { team: await usableTeam(tx, teamId) } : {}),
  };
  await deps.journal.add(tx, {
    activityId: before.id,
    key: `transition:${before.version + 1}`,
    author: { kind: 'person', id: actor.id, name: actor.name },
    visibility: 'internal',
    kind: 'transition',
    content: putBackContent({ from: before.state, to: moved.state, ...given }),
  });
  return { ...before, ...moved };
}

import type { Actor } from '../../platform/http/actor.ts';

interface Reported {
  readonly initiatorId: string | null;
}

/** Agents, administrators and auditors read the whole desk, internal entries included. */
export function readsDesk(actor: Actor): boolean {
  return actor.roles.has('agent') || actor.roles.has('administrator') || actor.roles.has('auditor');
}

/** Working on activities is the agents' alone: an administrator is not silently one of them. */
export function worksOnDesk(actor: Actor): boolean {
  return actor.roles.has('agent');
}

export function seesActivity(actor: Actor, activity: Reported): boolean {
  return readsDesk(actor) || isInitiator(actor, activity);
}

/** A requester's own comment is always meant to be seen by the requester. */
export function commentVisibility(
  actor: Actor,
  activity: Reported,
  asked: 'internal' | 'requester',
): 'internal' | 'requester' | null {
  if (worksOnDesk(actor)) return asked;
  return isInitiator(actor, activity) ? 'requester' : null;
}

/** Requesters report for themselves; agents for anybody. */
export function reportsFor(actor: Actor, initiatorId: string): boolean {
  return worksOnDesk(actor) || (actor.roles.has('requester') && actor.id === initiatorId);
}

function isInitiator(actor: Actor, activity: Reported): boolean {
  return actor.roles.has('requester') && activity.initiatorId === actor.id;
}

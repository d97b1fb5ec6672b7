import { type ActivityKind, type ActivityState, activityStates, type Transition } from '@fernwart/contract';

const { new: fresh, assigned, inProgress, onHold, solved, closed } = activityStates;

/** Where each transition may start (design §10); declared in the order in which they are offered. */
const startsFrom: Record<Transition, readonly ActivityState[]> = {
  accept: [fresh],
  take_over: [fresh, assigned, onHold],
  hold: [assigned, inProgress],
  solve: [assigned, inProgress, onHold],
  close: [fresh, assigned, inProgress, onHold, solved],
  reopen: [solved, closed],
  forward: [fresh, assigned, inProgress, onHold],
};

/** The part of an activity that transitions change. */
export interface Situation {
  readonly state: ActivityState;
  readonly responsibleId: string | null;
  readonly teamId: string | null;
  readonly solution: string | null;
  readonly closedAt: Temporal.Instant | null;
}

export interface Move {
  readonly transition: Transition;
  readonly actorId: string;
  readonly at: Temporal.Instant;
  readonly note: string | null;
  /** Only for `forward`. */
  readonly to: { readonly personId: string } | { readonly teamId: string } | null;
}

export function offeredTransitions(state: ActivityState): Transition[] {
  return (Object.keys(startsFrom) as Transition[]).filter((name) => startsFrom[name].includes(state));
}

/** What an activity becomes; null when the transition does not start from its state. */
export function applyMove(before: Situation, move: Move): Situation | null {
  if (!startsFrom[move.transition].includes(before.state)) return null;
  switch (move.transition) {
    case 'accept':
      return { ...before, state: assigned, responsibleId: move.actorId };
    case 'take_over':
      return { ...before, state: inProgress, responsibleId: move.actorId };
    case 'hold':
      return { ...before, state: onHold };
    case 'solve':
      return { ...before, state: solved, solution: move.note ?? before.solution };
    case 'close':
      return { ...before, state: closed, solution: move.note ?? before.solution, closedAt: move.at };
    case 'reopen':
      return {
        ...before,
        state: inProgress,
        // In progress means that somebody works on it.
        responsibleId: before.responsibleId ?? move.actorId,
        solution: null,
        closedAt: null,
      };
    case 'forward':
      return forward(before, move.to);
  }
}

function forward(before: Situation, to: Move['to']): Situation | null {
  if (to === null) return null;
  if ('teamId' in to) return { ...before, state: fresh, responsibleId: null, teamId: to.teamId };
  return { ...before, state: before.state === fresh ? assigned : before.state, responsibleId: to.personId };
}

/** Both high, or one of them with the other at least in the middle, is high; both low, or one of them with a low, is low. */
export function priorityOf(urgency: number, impact: number): number {
  const sum = urgency + impact;
  if (sum >= 5) return 3;
  return sum === 4 ? 2 : 1;
}

/** How an open activity stood with the desk before somebody took it over or forwarded it. */
export type Standing = Pick<Situation, 'state' | 'responsibleId' | 'teamId'>;

/** As it stood before; null where either is no open activity, or somebody would be responsible for what is new. */
export function putBack(now: Situation, before: Standing): Situation | null {
  const open: readonly ActivityState[] = startsFrom.forward;
  if (!open.includes(now.state) || !open.includes(before.state)) return null;
  if ((before.state === fresh) !== (before.responsibleId === null)) return null;
  return { ...now, ...before };
}

const prefixes: Record<ActivityKind, string> = { incident: 'INC', service_request: 'SRQ', ticket: 'TCK' };

export function activityNumber(kind: ActivityKind, count: number, prefix: string = prefixes[kind]): string {
  return `${prefix}${String(count).padStart(5, '0')}`;
}

import type { Actor } from '../../platform/http/actor.ts';
import type { RunRow } from './store.ts';

/** Administrators and auditors see every run; others what they started, agents also what was done for activities. */
export function maySeeRun(actor: Actor, run: Pick<RunRow, 'person_id' | 'subject_type'>): boolean {
  return (
    seesAllRuns(actor) ||
    run.person_id === actor.id ||
    (actor.roles.has('agent') && run.subject_type === 'activity')
  );
}

export function seesAllRuns(actor: Actor): boolean {
  return actor.roles.has('administrator') || actor.roles.has('auditor');
}

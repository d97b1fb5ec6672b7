import type { Actor } from '../../platform/http/actor.ts';

/** Who works on the desk or watches over it reads everybody; others only themselves. */
export function readsPerson(actor: Actor, person: { id: string }): boolean {
  return (
    person.id === actor.id ||
    actor.roles.has('agent') ||
    actor.roles.has('administrator') ||
    actor.roles.has('auditor')
  );
}

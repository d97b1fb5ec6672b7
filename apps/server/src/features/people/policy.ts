import type { Localized } from '@fernwart/contract';
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

/** A login is half of what signs one in: only administrators and its owner read it. */
export function readsLogin(actor: Actor, person: { id: string }): boolean {
  return person.id === actor.id || actor.roles.has('administrator');
}

export const shortestPassword = 12;

/** What is wrong with a new password: its length counts, not its composition. */
export function passwordFlaw(password: string, login: string): Localized | null {
  if (password.length < shortestPassword) {
    return {
      de: `Das Kennwort braucht mindestens ${shortestPassword} Zeichen.`,
      en: `The password needs at least ${shortestPassword} characters.`,
    };
  }
  if (password.toLowerCase() === login.trim().toLowerCase() || new Set(password).size < 4) {
    return { de: 'Dieses Kennwort ist zu leicht zu erraten.', en: 'This password is too easy to guess.' };
  }
  return null;
}

import type { Localized, Role } from '@fernwart/contract';
import type { Actor } from '../../platform/http/actor.ts';
import { isKnownBad } from './known-bad-passwords.ts';

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

/** Keys and passwords are managed by people at a browser: a token that leaked makes no further tokens. */
export function managesAccess(actor: Actor): boolean {
  return actor.byToken !== true;
}

/** Nobody hands on more than he or she has. */
export function grantsRoles(actor: Actor, roles: readonly Role[]): boolean {
  return roles.every((role) => actor.roles.has(role));
}

/** Administrators and auditors see whose keys there are. */
export function readsEveryToken(actor: Actor): boolean {
  return actor.roles.has('administrator') || actor.roles.has('auditor');
}

/** Its owner, and administrators. */
export function revokesToken(actor: Actor, token: { person_id: string }): boolean {
  return token.person_id === actor.id || actor.roles.has('administrator');
}

/** Nobody gives himself or herself a role, whatever roles are held already. */
export function changesRoles(
  actor: Actor,
  person: { id: string; roles: readonly Role[] },
  roles: readonly Role[],
): boolean {
  if (!actor.roles.has('administrator')) return false;
  return person.id !== actor.id || roles.every((role) => person.roles.includes(role));
}

/** Administrators add anybody. Agents note whom they speak with: somebody who asks for help, without a login. */
export function addsPerson(actor: Actor, person: { roles: readonly Role[]; login: string | null }): boolean {
  if (actor.roles.has('administrator')) return true;
  return (
    actor.roles.has('agent') && person.login === null && person.roles.every((role) => role === 'requester')
  );
}

/** A link that sets a password opens an account: administrators at a browser make one, for others alone. */
export function invites(actor: Actor, person: { id: string }): boolean {
  return actor.roles.has('administrator') && managesAccess(actor) && person.id !== actor.id;
}

/** Administrators disable others, never themselves: that would be an accident. */
export function changesActive(actor: Actor, person: { id: string }): boolean {
  return actor.roles.has('administrator') && person.id !== actor.id;
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
  if (password.toLowerCase() === login.trim().toLowerCase() || isKnownBad(password)) {
    return { de: 'Dieses Kennwort ist zu leicht zu erraten.', en: 'This password is too easy to guess.' };
  }
  return null;
}

import type { Emulation } from '../state/emulation.ts';
import { companyOf } from '../state/world.ts';
import { forbidden, unauthorised } from './api-error.ts';
import type { Caller } from './operation.ts';

/** Whose call this is (TV-1.2, TV-3.4). Throws the 401 that the token deserves. */
export function authenticate(emulation: Emulation, authorization: string | undefined, now: number): Caller {
  const bearer = bearerOf(emulation, authorization);
  if (bearer === null) throw unauthorised('invalid_token', 'The access token is missing.');
  const token = emulation.world.accessTokens.get(bearer);
  if (!token || token.revoked) throw unauthorised('invalid_token', 'The access token is invalid.');
  if (token.expiresAt !== null && token.expiresAt <= now) {
    throw unauthorised('token_expired', 'The access token has expired.');
  }
  const user = emulation.world.users.get(token.userId);
  if (!user?.active) throw unauthorised('invalid_token', 'The account of this token is not active.');
  return { token, user, company: companyOf(emulation.world, user.companyId) };
}

/** The token of an Authorization header, or null when there is none. */
export function bearerOf(emulation: Emulation, authorization: string | undefined): string | null {
  if (!authorization) return null;
  const match = /^Bearer\s+(\S+)$/i.exec(authorization.trim());
  if (match?.[1]) return match[1];
  return emulation.switches.bearerWord === 'optional' ? authorization.trim() : null;
}

/** Throws unless the token holds one of the permissions. */
export function demand(caller: Caller, permissions: readonly string[]): void {
  if (permissions.length === 0 || permissions.some((name) => caller.token.permissions.includes(name))) return;
  throw forbidden(`The token lacks the permission ${permissions.join(' or ')}.`);
}

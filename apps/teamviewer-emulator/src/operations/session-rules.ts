import type { Group, Session } from '../state/model.ts';
import { findSession, settleExpired } from '../state/session-life.ts';
import { ApiError, forbidden, invalidRequest, malformed } from './api-error.ts';
import { createGroup, visibleGroup } from './group-rules.ts';
import type { Caller, SignedCall } from './operation.ts';
import { requiredText, textOf } from './parameters.ts';

/** Which sessions are one's own is unknown; the switch decides (TV-5.6). */
export function isOwn(session: Session, caller: Caller, rule: string): boolean {
  const assigned = session.assignedUserId === caller.user.id;
  const made = session.creatorId === caller.user.id;
  if (rule === 'assigned') return assigned;
  if (rule === 'created') return made;
  return assigned || made;
}

/** The session of the path, when it exists in the caller's company and `all` or `own` lets him at it. */
export function sessionOfPath(call: SignedCall, all: string, own: string): Session {
  const { world, switches } = call.emulation;
  settleExpired(world, switches, call.now);
  const loose = switches.sessionCodeWithoutDashes === 'accepted';
  const session = findSession(world, call.params['code'] ?? '', loose);
  if (session?.companyId !== call.caller.company.id) {
    throw switches.unknownSessionStatus === 404
      ? new ApiError(404, 'not_found', 'There is no such session.')
      : invalidRequest("Parameter 'code' is missing or malformed.");
  }
  const { permissions } = call.caller.token;
  if (permissions.includes(all)) return session;
  if (permissions.includes(own) && isOwn(session, call.caller, switches.ownSessions)) return session;
  throw forbidden('The session is not one of your own.');
}

/** Resolves groupid and groupname: company tokens must give an id, an unknown name makes a group (TV-5.2). */
export function groupOfBody(call: SignedCall, fields: Readonly<Record<string, unknown>>): Group | null {
  const id = textOf(fields, 'groupid');
  const name = textOf(fields, 'groupname');
  if (id === undefined && name === undefined) return null;
  if (id !== undefined) {
    const group = visibleGroup(call, id);
    if (!group) throw malformed('groupid');
    if (name !== undefined && group.name !== name) {
      throw invalidRequest("'groupid' and 'groupname' do not belong together.");
    }
    return group;
  }
  if (call.caller.token.level === 'company') throw malformed('groupid');
  const wanted = requiredText(fields, 'groupname', { max: 100 });
  const { world } = call.emulation;
  const known = world.groups
    .values()
    .find((group) => group.ownerId === call.caller.user.id && group.name === wanted);
  return known ?? createGroup(call.emulation, call.caller.user, wanted);
}

/** Assignee of a body: `u0` is nobody; `undefined` when the body does not say. */
export function assigneeOf(
  call: SignedCall,
  fields: Readonly<Record<string, unknown>>,
): string | null | undefined {
  const id = textOf(fields, 'assigned_userid');
  if (id === undefined) return undefined;
  if (id === 'u0') return null;
  const user = call.emulation.world.users.get(id);
  if (user?.companyId !== call.caller.company.id) throw malformed('assigned_userid');
  return id;
}

/** The customer is an object of name and address, never a text (TV-5.1). */
export function endCustomerOf(
  fields: Readonly<Record<string, unknown>>,
): { name?: string | undefined; email?: string | undefined } | null | undefined {
  const given = fields['end_customer'];
  if (given === undefined) return undefined;
  if (given === null) return null;
  if (typeof given !== 'object' || Array.isArray(given)) throw malformed('end_customer');
  const customer = given as Record<string, unknown>;
  return {
    name: textOf(customer, 'name', { max: 100 }),
    email: textOf(customer, 'email', { max: 254 }),
  };
}

/** Beyond the licence's number of open codes: 400 with the words "license limitations" (TV-3.5). */
export function refuseBeyondLicence(call: SignedCall): void {
  const { world, switches } = call.emulation;
  const cap = call.caller.company.licence.simultaneousSessions;
  if (cap === null) return;
  const open = world.sessions
    .values()
    .filter(
      (one) => one.companyId === call.caller.company.id && one.state === 'open' && one.validUntil > call.now,
    );
  if (open.toArray().length < cap) return;
  const words = 'The session cannot be created because of license limitations.';
  throw new ApiError(400, 'invalid_request', words, {
    body: switches.sessionLimitBody === 'json' ? JSON.stringify(words) : words,
  });
}

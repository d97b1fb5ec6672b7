import { revokeToken } from '../operations/oauth-token.ts';
import { grant, readRequest } from '../portal/authorize.ts';
import {
  type Ending,
  endConnection,
  joinAsCustomer,
  joinAsSupporter,
  leaveAsCustomer,
  unattendedConnection,
} from '../state/connections.ts';
import { parseDate } from '../state/dates.ts';
import type { Emulation } from '../state/emulation.ts';
import { alphanumeric, dashedToken } from '../state/ids.ts';
import type { ManagedDevice, Report, Session, User } from '../state/model.ts';
import { articlePermissions, permissionNames } from '../state/permissions.ts';
import { findSession, isUsable } from '../state/session-life.ts';
import { findUserByEmail } from '../state/world.ts';
import type { Play } from './play-schema.ts';

/** A play that cannot be carried out; the message says why. */
export class PlayError extends Error {}

/** Carries out one play and returns what came of it. */
export function play(emulation: Emulation, given: Play): Record<string, unknown> {
  const now = emulation.clock.ms();
  switch (given.action) {
    case 'customer-joins':
      joinAsCustomer(usableSession(emulation, given.code), given.name, now);
      return {};
    case 'customer-leaves':
      leaveAsCustomer(sessionOf(emulation, given.code));
      return {};
    case 'supporter-joins': {
      const session = usableSession(emulation, given.code);
      joinAsSupporter(session, supporterId(emulation, session, given.email), given.mode, now);
      return {};
    }
    case 'connection-ends':
      return reported(endConnection(emulation, running(emulation, given.code), endingOf(given), now));
    case 'attended-connection': {
      const session = usableSession(emulation, given.code);
      joinAsCustomer(session, given.name, now);
      joinAsSupporter(session, supporterId(emulation, session, given.email), given.mode, now);
      return reported(endConnection(emulation, session, endingOf(given), now));
    }
    case 'unattended-connection': {
      const start = given.start === undefined ? now : (parseDate(given.start) ?? now);
      return reported(unattendedConnection(emulation, userOf(emulation, given.email), { ...given, start }));
    }
    case 'create-app':
      return createApp(emulation, given);
    case 'allow':
      return allow(emulation, given);
    case 'script-token':
      return scriptToken(emulation, given, now);
    case 'revoke-tokens':
      return { revoked: revoke(emulation, given) };
    case 'expire-access-tokens':
      return { expired: expire(emulation, given.clientId, now) };
    case 'change-permissions':
      return changePermissions(emulation, given);
    case 'deactivate-user':
      userOf(emulation, given.email).active = false;
      return {};
    case 'device-online':
      return deviceOnline(emulation, given, now);
    default: {
      const stranger: never = given;
      throw new PlayError(`no such play: ${JSON.stringify(stranger)}`);
    }
  }
}

type Of<A extends Play['action']> = Extract<Play, { action: A }>;

function sessionOf(emulation: Emulation, code: string): Session {
  const session = findSession(emulation.world, code, true);
  if (!session) throw new PlayError(`There is no session ${code}.`);
  return session;
}

function usableSession(emulation: Emulation, code: string): Session {
  const session = sessionOf(emulation, code);
  if (!isUsable(session, emulation.clock.ms())) throw new PlayError(`The code ${code} is no longer valid.`);
  return session;
}

function running(emulation: Emulation, code: string): Session {
  const session = sessionOf(emulation, code);
  if (session.connectedAt === null) throw new PlayError(`No connection runs in ${code}.`);
  return session;
}

function userOf(emulation: Emulation, email: string): User {
  const user = findUserByEmail(emulation.world, email);
  if (!user) throw new PlayError(`There is no user ${email}.`);
  return user;
}

function supporterId(emulation: Emulation, session: Session, email: string | undefined): string {
  return email === undefined ? (session.assignedUserId ?? session.creatorId) : userOf(emulation, email).id;
}

function endingOf(given: Of<'connection-ends'> | Of<'attended-connection'>): Ending {
  return {
    minutes: given.minutes,
    notes: given.notes,
    feedback: given.rating === undefined ? null : { rating: given.rating, comment: given.comment },
  };
}

function reported(report: Report | null): Record<string, unknown> {
  return { reportId: report?.id ?? null, visibleAt: report ? instant(report.visibleAt) : null };
}

function instant(ms: number): string {
  return Temporal.Instant.fromEpochMilliseconds(ms).toString();
}

function knownPermissions(names: readonly string[] | undefined): string[] {
  const stranger = names?.find((name) => !permissionNames.has(name));
  if (stranger) throw new PlayError(`There is no permission ${stranger}.`);
  return [...(names ?? articlePermissions)];
}

function createApp(emulation: Emulation, given: Of<'create-app'>): Record<string, unknown> {
  const owner = userOf(emulation, given.email);
  const clientId = dashedToken(emulation.random);
  const clientSecret = alphanumeric(emulation.random, 20);
  emulation.world.apps.set(clientId, {
    clientId,
    clientSecret,
    companyId: owner.companyId,
    ownerId: owner.id,
    name: given.name,
    description: given.description,
    redirectUri: given.redirectUri,
    level: given.level,
    permissions: knownPermissions(given.permissions),
  });
  return { clientId, clientSecret };
}

function allow(emulation: Emulation, given: Of<'allow'>): Record<string, unknown> {
  const app = emulation.world.apps.get(given.clientId);
  const asked = readRequest(emulation, {
    client_id: given.clientId,
    redirect_uri: given.redirectUri ?? app?.redirectUri ?? '',
    response_type: 'code',
    display: 'popup',
    ...(given.state === undefined ? {} : { state: given.state }),
    ...(given.codeChallenge === undefined
      ? {}
      : { code_challenge: given.codeChallenge, code_challenge_method: given.codeChallengeMethod }),
  });
  if ('complaint' in asked) throw new PlayError(`The request is refused: ${asked.complaint}.`);
  return grant(emulation, asked, userOf(emulation, given.email));
}

function scriptToken(emulation: Emulation, given: Of<'script-token'>, now: number): Record<string, unknown> {
  const token = dashedToken(emulation.random);
  emulation.world.accessTokens.set(token, {
    token,
    kind: 'script',
    name: 'script',
    clientId: null,
    userId: userOf(emulation, given.email).id,
    level: given.level,
    permissions: knownPermissions(given.permissions),
    createdAt: now,
    expiresAt: null,
    revoked: false,
  });
  return { token };
}

function revoke(emulation: Emulation, given: Of<'revoke-tokens'>): number {
  const { accessTokens, refreshTokens } = emulation.world;
  const all = given.clientId === undefined && given.token === undefined;
  const access = [...accessTokens.values()].filter(
    (one) => all || one.clientId === given.clientId || one.token === given.token,
  );
  for (const one of access) revokeToken(emulation, one);
  for (const one of refreshTokens.values()) {
    if ((all || one.clientId === given.clientId) && one.state === 'live') one.state = 'revoked';
  }
  return access.length;
}

function expire(emulation: Emulation, clientId: string | undefined, now: number): number {
  const tokens = [...emulation.world.accessTokens.values()].filter(
    (one) => one.kind === 'oauth' && (clientId === undefined || one.clientId === clientId),
  );
  for (const one of tokens) one.expiresAt = now;
  return tokens.length;
}

function changePermissions(emulation: Emulation, given: Of<'change-permissions'>): Record<string, unknown> {
  const app = emulation.world.apps.get(given.clientId);
  if (!app) throw new PlayError(`There is no app ${given.clientId}.`);
  app.permissions = knownPermissions(given.permissions);
  if (given.grantedToo) {
    for (const token of [
      ...emulation.world.accessTokens.values(),
      ...emulation.world.refreshTokens.values(),
    ]) {
      if (token.clientId === given.clientId) token.permissions = [...app.permissions];
    }
  }
  return {};
}

function deviceOnline(
  emulation: Emulation,
  given: Of<'device-online'>,
  now: number,
): Record<string, unknown> {
  let changed = 0;
  for (const device of emulation.world.devices.values()) {
    if (device.teamviewerId !== given.teamviewerId) continue;
    device.online = given.online ? 'Online' : 'Offline';
    device.lastSeen = now;
    changed += 1;
  }
  for (const device of emulation.world.managedDevices.values()) {
    if (device.teamviewerId !== given.teamviewerId) continue;
    device.online = given.online;
    device.lastSeen = now;
    if (given.online) settlePending(emulation, device);
    changed += 1;
  }
  if (changed === 0) throw new PlayError(`There is no device ${given.teamviewerId}.`);
  return { changed };
}

/** A device that is seen carries out what was pending for it (TV-7.6). */
function settlePending(emulation: Emulation, device: ManagedDevice): void {
  for (const group of emulation.world.managedGroups.values()) {
    if (!group.pendingDeviceIds.includes(device.id)) continue;
    group.pendingDeviceIds = group.pendingDeviceIds.filter((id) => id !== device.id);
    if (!device.groupIds.includes(group.id)) device.groupIds.push(group.id);
  }
}

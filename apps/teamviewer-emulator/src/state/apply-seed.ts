import { parseDate } from './dates.ts';
import { alphanumeric, dashedToken, digits, guid, unused } from './ids.ts';
import type { Group, ManagedGroup, Manager, User } from './model.ts';
import type { Random } from './random.ts';
import type { CompanySeed, Seed } from './seed-schema.ts';
import { findUserByEmail, type World } from './world.ts';

/** Adds the companies of a seed to the world. What names no id gets one. Throws when a name or address leads nowhere. */
export function applySeed(world: World, seed: Seed, random: Random, now: number): void {
  for (const company of seed.companies) applyCompany(world, company, random, now);
}

function applyCompany(world: World, seed: CompanySeed, random: Random, now: number): void {
  const companyId =
    seed.id ??
    Number(
      unused(
        () => digits(random, 6),
        (id) => world.companies.has(Number(id)),
      ),
    );
  world.companies.set(companyId, {
    id: companyId,
    name: seed.name,
    licence: { id: guid(random), ...seed.licence },
  });
  for (const user of seed.users) addUser(world, companyId, user, random);
  for (const group of seed.groups) addGroup(world, companyId, group, random);
  for (const app of seed.apps) {
    const clientId = app.clientId ?? dashedToken(random);
    world.apps.set(clientId, {
      clientId,
      clientSecret: app.clientSecret ?? alphanumeric(random, 20),
      companyId,
      ownerId: userOf(world, app.owner).id,
      name: app.name,
      description: app.description,
      redirectUri: app.redirectUri,
      level: app.level,
      permissions: app.permissions,
    });
  }
  for (const script of seed.scriptTokens) {
    const token = script.token ?? dashedToken(random);
    world.accessTokens.set(token, {
      token,
      kind: 'script',
      name: script.name,
      clientId: null,
      userId: userOf(world, script.owner).id,
      level: script.level,
      permissions: script.permissions,
      createdAt: now,
      expiresAt: null,
      revoked: false,
    });
  }
  applyDevices(world, companyId, seed, random);
  applyManaged(world, companyId, seed, random);
}

function addUser(world: World, companyId: number, seed: CompanySeed['users'][number], random: Random): void {
  const id =
    seed.id ??
    unused(
      () => `u${digits(random, 8)}`,
      (drawn) => world.users.has(drawn),
    );
  world.users.set(id, {
    id,
    companyId,
    name: seed.name,
    email: seed.email,
    password: seed.password,
    administrator: seed.administrator,
    active: seed.active,
    rights: seed.rights ?? ['ViewOwnConnections', 'ShareOwnGroups'],
    language: seed.language,
    userRoleId: guid(random),
    logSessions: seed.logSessions,
    showCommentWindow: false,
    online: 'Offline',
    lastAccess: null,
    twoFactor: false,
  });
}

function addGroup(
  world: World,
  companyId: number,
  seed: CompanySeed['groups'][number],
  random: Random,
): void {
  const id =
    seed.id ??
    unused(
      () => `g${digits(random, 8)}`,
      (drawn) => world.groups.has(drawn),
    );
  world.groups.set(id, {
    id,
    companyId,
    name: seed.name,
    ownerId: userOf(world, seed.owner).id,
    policyId: null,
    sharedWith: seed.sharedWith.map(({ user, permissions }) => ({
      userId: userOf(world, user).id,
      permissions,
      pending: false,
    })),
  });
}

function applyDevices(world: World, companyId: number, seed: CompanySeed, random: Random): void {
  for (const device of seed.devices) {
    const id =
      device.id ??
      unused(
        () => `d${digits(random, 8)}`,
        (drawn) => world.devices.has(drawn),
      );
    const group = groupOf(world, companyId, device.group);
    world.devices.set(id, {
      id,
      companyId,
      ownerId: group.ownerId,
      groupId: group.id,
      teamviewerId: device.teamviewerId,
      alias: device.alias,
      description: device.description,
      online: device.online,
      policyId: null,
      assigned: device.assigned,
      lastSeen: device.lastSeen === null ? null : parseDate(device.lastSeen),
    });
  }
  for (const contact of seed.contacts) {
    const id = unused(
      () => `c${digits(random, 8)}`,
      (drawn) => world.contacts.has(drawn),
    );
    const group = groupOf(world, companyId, contact.group);
    world.contacts.set(id, {
      id,
      companyId,
      ownerId: group.ownerId,
      groupId: group.id,
      userId: findUserByEmail(world, contact.email)?.id ?? null,
      name: contact.name,
      email: contact.email,
      description: contact.description,
      online: 'Offline',
      invited: contact.invited,
    });
  }
}

function applyManaged(world: World, companyId: number, seed: CompanySeed, random: Random): void {
  for (const group of seed.managedGroups) {
    const id = group.id ?? guid(random);
    world.managedGroups.set(id, {
      id,
      companyId,
      name: group.name,
      policies: [],
      managers: [companyManager(companyId, seed.name, random)],
      pendingDeviceIds: [],
    });
  }
  for (const device of seed.managedDevices) {
    const id = device.id ?? guid(random);
    world.managedDevices.set(id, {
      id,
      companyId,
      name: device.name,
      teamviewerId: device.teamviewerId,
      online: device.online,
      lastSeen: device.lastSeen === null ? null : parseDate(device.lastSeen),
      groupIds: device.groups.map((name) => managedGroupOf(world, companyId, name).id),
      companyManaged: device.companyManaged,
      managers: device.managers.map((email) => accountManager(userOf(world, email), random)),
      policies: [],
      version: '15.62.4',
      description: '',
    });
    for (const name of device.pendingGroups) {
      managedGroupOf(world, companyId, name).pendingDeviceIds.push(id);
    }
  }
}

const allManagerPermissions = ['ManagerAdministration', 'GroupAdministration', 'DeviceAdministration'];

export function companyManager(companyId: number, name: string, random: Random): Manager {
  return {
    id: guid(random),
    type: 'company',
    accountId: null,
    companyId,
    usergroupId: null,
    name,
    permissions: [...allManagerPermissions],
  };
}

export function accountManager(user: User, random: Random): Manager {
  return {
    id: guid(random),
    type: 'account',
    accountId: Number(user.id.slice(1)),
    companyId: null,
    usergroupId: null,
    name: user.name,
    permissions: [...allManagerPermissions],
  };
}

function userOf(world: World, email: string): User {
  const user = findUserByEmail(world, email);
  if (!user) throw new Error(`The seed names ${email}, but no such user exists.`);
  return user;
}

function groupOf(world: World, companyId: number, name: string): Group {
  const group = world.groups.values().find((one) => one.companyId === companyId && one.name === name);
  if (!group) throw new Error(`The seed names the group ${name}, but the company has none of that name.`);
  return group;
}

function managedGroupOf(world: World, companyId: number, name: string): ManagedGroup {
  const group = world.managedGroups.values().find((one) => one.companyId === companyId && one.name === name);
  if (!group)
    throw new Error(`The seed names the device group ${name}, but the company has none of that name.`);
  return group;
}

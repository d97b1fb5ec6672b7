import type { User } from '../state/model.ts';
import type { Switches } from '../state/switches.ts';
import { malformed, notFound } from './api-error.ts';
import { createGroup, groupBody, groupOfPath, groupsOf } from './group-rules.ts';
import { type Answer, noContent, ok, type SignedCall, type SignedOperation } from './operation.ts';
import { bodyOf, booleanOf, requiredText, textOf } from './parameters.ts';

/** No date is known on which the old groups and devices go away; the switch tries it out (TV-13.1). */
export const legacyGone = (switches: Switches) => switches.legacyEndpoints === 'gone';

const listParameters = ['name', 'shared', 'shouldMatchFullName'];

/** GET /groups, in one answer without pages (TV-6.1). */
export const groupList: SignedOperation = {
  method: 'GET',
  path: '/groups',
  fact: 'TV-6.1',
  gone: legacyGone,
  needs: ['Groups.Read'],
  parameters: listParameters,
  handle: (call) => listGroups(call, call.caller.user),
};

/** GET /users/{uID}/groups: how a company token reaches other people's groups (TV-6.6). */
export const userGroupList: SignedOperation = {
  method: 'GET',
  path: '/users/{userId}/groups',
  fact: 'TV-6.6',
  gone: legacyGone,
  needs: ['Groups.Read'],
  parameters: listParameters,
  handle: (call) => listGroups(call, ownerOfPath(call)),
};

function listGroups(call: SignedCall, owner: User): Answer {
  const name = textOf(call.query, 'name')?.toLowerCase();
  const full = booleanOf(call.query, 'shouldMatchFullName') ?? false;
  const shared = booleanOf(call.query, 'shared');
  const groups = groupsOf(call.emulation, owner).filter((group) => {
    const own = group.name.toLowerCase();
    if (name !== undefined && !(full ? own === name : own.includes(name))) return false;
    return shared === undefined || (group.ownerId !== owner.id) === shared;
  });
  return ok({ groups: groups.map((group) => groupBody(group, owner, call.emulation)) });
}

/** The person whose groups are meant: oneself, or with a company token anybody of the company. */
function ownerOfPath(call: SignedCall): User {
  const user = call.emulation.world.users.get(call.params['userId'] ?? '');
  const mayOthers = call.caller.token.level === 'company';
  if (user?.companyId !== call.caller.company.id || !(mayOthers || user.id === call.caller.user.id)) {
    throw notFound('There is no such user.');
  }
  return user;
}

/** POST /groups (TV-6.5). */
export const groupCreate: SignedOperation = {
  method: 'POST',
  path: '/groups',
  fact: 'TV-6.5',
  gone: legacyGone,
  needs: ['Groups.Create'],
  members: ['name', 'policy_id'],
  handle: (call) => makeGroup(call, call.caller.user),
};

/** POST /users/{uID}/groups (TV-6.6). */
export const userGroupCreate: SignedOperation = {
  method: 'POST',
  path: '/users/{userId}/groups',
  fact: 'TV-6.6',
  gone: legacyGone,
  needs: ['Groups.Create'],
  members: ['name', 'policy_id'],
  handle: (call) => makeGroup(call, ownerOfPath(call)),
};

function makeGroup(call: SignedCall, owner: User): Answer {
  const fields = bodyOf(call);
  const name = requiredText(fields, 'name', { max: 100 });
  const policyId = textOf(fields, 'policy_id') ?? null;
  const group = createGroup(call.emulation, owner, name);
  group.policyId = policyId;
  return ok(groupBody(group, owner, call.emulation));
}

/** GET /groups/{id} (TV-6.1). */
export const groupGet: SignedOperation = {
  method: 'GET',
  path: '/groups/{groupId}',
  fact: 'TV-6.1',
  gone: legacyGone,
  needs: ['Groups.Read'],
  handle: (call) => ok(groupBody(groupOfPath(call), call.caller.user, call.emulation)),
};

/** PUT /groups/{id} (TV-6.5). */
export const groupPut: SignedOperation = {
  method: 'PUT',
  path: '/groups/{groupId}',
  fact: 'TV-6.5',
  gone: legacyGone,
  needs: ['Groups.Modify'],
  members: ['name', 'policy_id'],
  handle(call) {
    const group = groupOfPath(call);
    const fields = bodyOf(call);
    const name = textOf(fields, 'name', { min: 1, max: 100 });
    const policyId = textOf(fields, 'policy_id');
    if (name !== undefined) group.name = name;
    if (policyId !== undefined) group.policyId = policyId === '' ? null : policyId;
    return noContent;
  },
};

/** DELETE /groups/{id}, with the devices and contacts in it (TV-6.5). */
export const groupDelete: SignedOperation = {
  method: 'DELETE',
  path: '/groups/{groupId}',
  fact: 'TV-6.5',
  gone: legacyGone,
  needs: ['Groups.Delete'],
  handle(call) {
    const { world } = call.emulation;
    const group = groupOfPath(call);
    world.groups.delete(group.id);
    for (const one of world.devices.values()) {
      if (one.groupId === group.id) world.devices.delete(one.id);
    }
    for (const one of world.contacts.values()) {
      if (one.groupId === group.id) world.contacts.delete(one.id);
    }
    return noContent;
  },
};

/** POST /groups/{id}/share_group with users and what they may (TV-6.2). */
export const groupShare: SignedOperation = {
  method: 'POST',
  path: '/groups/{groupId}/share_group',
  fact: 'TV-6.2',
  gone: legacyGone,
  needs: ['Groups.Share'],
  members: ['users'],
  handle(call) {
    const group = groupOfPath(call);
    const { users } = bodyOf(call);
    if (!Array.isArray(users)) throw malformed('users');
    const shares = users.map((given: unknown) => {
      const fields = bodyOf({ ...call, body: given });
      const userId = knownUser(call, requiredText(fields, 'userid'));
      const permissions = textOf(fields, 'permissions') ?? 'read';
      if (permissions !== 'read' && permissions !== 'readwrite' && permissions !== 'full') {
        throw malformed('permissions');
      }
      return { userId, permissions, pending: false } as const;
    });
    const renewed = new Set(shares.map(({ userId }) => userId));
    group.sharedWith = [...group.sharedWith.filter(({ userId }) => !renewed.has(userId)), ...shares];
    return noContent;
  },
};

/** POST /groups/{id}/unshare_group with user ids (TV-6.2). */
export const groupUnshare: SignedOperation = {
  method: 'POST',
  path: '/groups/{groupId}/unshare_group',
  fact: 'TV-6.2',
  gone: legacyGone,
  needs: ['Groups.Share'],
  members: ['users'],
  handle(call) {
    const group = groupOfPath(call);
    const { users } = bodyOf(call);
    if (!Array.isArray(users)) throw malformed('users');
    group.sharedWith = group.sharedWith.filter(({ userId }) => !users.includes(userId));
    return noContent;
  },
};

function knownUser(call: SignedCall, id: string): string {
  if (call.emulation.world.users.get(id)?.companyId !== call.caller.company.id) throw malformed('userid');
  return id;
}

import type { User } from '../state/model.ts';
import { createGroup, groupBody, groupOfPath, groupsOf } from './group-rules.ts';
import { type Answer, ok, type SignedCall, type SignedOperation } from './operation.ts';
import { bodyOf, booleanOf, requiredText, textOf } from './parameters.ts';

/** GET /groups, in one answer without pages (TV-6.1). */
export const groupList: SignedOperation = {
  method: 'GET',
  path: '/groups',
  fact: 'TV-6.1',
  needs: ['Groups.Read'],
  parameters: ['name', 'shared', 'shouldMatchFullName'],
  handle: (call) => listGroups(call, call.caller.user),
};

export function listGroups(call: SignedCall, owner: User): Answer {
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

/** POST /groups (TV-6.5). */
export const groupCreate: SignedOperation = {
  method: 'POST',
  path: '/groups',
  fact: 'TV-6.5',
  needs: ['Groups.Create'],
  members: ['name', 'policy_id'],
  handle(call) {
    const fields = bodyOf(call);
    const name = requiredText(fields, 'name', { max: 100 });
    const policyId = textOf(fields, 'policy_id') ?? null;
    const group = createGroup(call.emulation, call.caller.user, name);
    group.policyId = policyId;
    return ok(groupBody(group, call.caller.user, call.emulation));
  },
};

/** GET /groups/{id} (TV-6.1). */
export const groupGet: SignedOperation = {
  method: 'GET',
  path: '/groups/{groupId}',
  fact: 'TV-6.1',
  needs: ['Groups.Read'],
  handle: (call) => ok(groupBody(groupOfPath(call), call.caller.user, call.emulation)),
};

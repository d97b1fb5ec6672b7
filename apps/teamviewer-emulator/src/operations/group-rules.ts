import type { Emulation } from '../state/emulation.ts';
import { digits, unused } from '../state/ids.ts';
import type { Group, User } from '../state/model.ts';
import { notFound } from './api-error.ts';
import type { SignedCall } from './operation.ts';

export function createGroup(emulation: Emulation, owner: User, name: string): Group {
  const { world, random } = emulation;
  const group: Group = {
    id: unused(
      () => `g${digits(random, 8)}`,
      (drawn) => world.groups.has(drawn),
    ),
    companyId: owner.companyId,
    name,
    ownerId: owner.id,
    policyId: null,
    sharedWith: [],
  };
  world.groups.set(group.id, group);
  return group;
}

/** Groups of an account: its own and those shared with it. */
export function groupsOf(emulation: Emulation, user: User): Group[] {
  return [...emulation.world.groups.values()].filter(
    (group) => group.ownerId === user.id || group.sharedWith.some((share) => share.userId === user.id),
  );
}

/** A group the caller may name: one of the account's, or with a company token any of the company (TV-6.1). */
export function visibleGroup(call: SignedCall, id: string): Group | undefined {
  const group = call.emulation.world.groups.get(id);
  if (group?.companyId !== call.caller.company.id) return undefined;
  if (call.caller.token.level === 'company') return group;
  const { user } = call.caller;
  return group.ownerId === user.id || group.sharedWith.some((share) => share.userId === user.id)
    ? group
    : undefined;
}

export function groupOfPath(call: SignedCall): Group {
  const group = visibleGroup(call, call.params['groupId'] ?? '');
  if (!group) throw notFound('There is no such group.');
  return group;
}

export function groupBody(group: Group, viewer: User, emulation: Emulation): Record<string, unknown> {
  const person = (id: string) => ({ userid: id, name: emulation.world.users.get(id)?.name ?? '' });
  const policy = group.policyId === null ? {} : { policy_id: group.policyId };
  const base = { id: group.id, name: group.name, ...policy };
  if (group.ownerId === viewer.id) {
    const shares = group.sharedWith.map(({ userId, permissions, pending }) => ({
      ...person(userId),
      permissions,
      pending,
    }));
    return { ...base, permissions: 'owned', ...(shares.length > 0 ? { shared_with: shares } : {}) };
  }
  const mine = group.sharedWith.find((share) => share.userId === viewer.id);
  return { ...base, permissions: mine?.permissions ?? 'full', owner: person(group.ownerId) };
}

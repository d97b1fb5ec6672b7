import { accountManager } from '../state/apply-seed.ts';
import { guid } from '../state/ids.ts';
import type { ManagedDevice, ManagedGroup } from '../state/model.ts';
import { malformed } from './api-error.ts';
import {
  managedDeviceBody,
  managedGroupBody,
  managedGroupOfPath,
  mayDevice,
  mayGroup,
  modify,
  page,
  read,
} from './managed-rules.ts';
import { created, noContent, ok, type SignedCall, type SignedOperation } from './operation.ts';
import { bodyOf, requiredText, textOf } from './parameters.ts';

const paging = ['paginationToken'];

/** GET /managed/groups (TV-7.1, TV-7.2). */
export const managedGroupList: SignedOperation = {
  method: 'GET',
  path: '/managed/groups',
  fact: 'TV-7.1',
  needs: read,
  parameters: paging,
  handle(call) {
    const groups = [...call.emulation.world.managedGroups.values()].filter((group) =>
      mayGroup(group, call.caller),
    );
    return page(call, groups, managedGroupBody);
  },
};

/** POST /managed/groups answers 201 (TV-7.1). */
export const managedGroupCreate: SignedOperation = {
  method: 'POST',
  path: '/managed/groups',
  fact: 'TV-7.1',
  needs: modify,
  members: ['name'],
  handle(call) {
    const name = requiredText(bodyOf(call), 'name', { max: 100 });
    const group: ManagedGroup = {
      id: guid(call.emulation.random),
      companyId: call.caller.company.id,
      name,
      policies: [],
      managers: [accountManager(call.caller.user, call.emulation.random)],
      pendingDeviceIds: [],
    };
    call.emulation.world.managedGroups.set(group.id, group);
    return created(managedGroupBody(group));
  },
};

/** GET /managed/groups/{guid} (TV-7.1). */
export const managedGroupGet: SignedOperation = {
  method: 'GET',
  path: '/managed/groups/{groupId}',
  fact: 'TV-7.1',
  needs: read,
  handle: (call) => ok(managedGroupBody(managedGroupOfPath(call))),
};

/** PUT /managed/groups/{guid} answers 200 (TV-7.1). */
export const managedGroupPut: SignedOperation = {
  method: 'PUT',
  path: '/managed/groups/{groupId}',
  fact: 'TV-7.1',
  needs: modify,
  members: ['name', 'policy'],
  handle(call) {
    const group = managedGroupOfPath(call);
    const fields = bodyOf(call);
    const name = textOf(fields, 'name', { min: 1, max: 100 });
    const policy = fields['policy'] === undefined ? null : policyOf(call, fields['policy']);
    if (name !== undefined) group.name = name;
    if (policy) {
      group.policies = [...group.policies.filter(({ type }) => type !== policy.type), policy];
    }
    return ok(managedGroupBody(group));
  },
};

function policyOf(call: SignedCall, given: unknown): { id: string; type: number } {
  const fields = bodyOf({ ...call, body: given });
  return { id: requiredText(fields, 'policy_id'), type: policyTypeOf(fields) };
}

/** 1 TeamViewer, 4 monitoring, 5 patch management (TV-7.1). */
export function policyTypeOf(fields: Readonly<Record<string, unknown>>): number {
  const type = Number(textOf(fields, 'policy_type'));
  if (![1, 4, 5].includes(type)) throw malformed('policy_type');
  return type;
}

/** DELETE /managed/groups/{guid} (TV-7.1). */
export const managedGroupDelete: SignedOperation = {
  method: 'DELETE',
  path: '/managed/groups/{groupId}',
  fact: 'TV-7.1',
  needs: modify,
  handle(call) {
    const group = managedGroupOfPath(call);
    call.emulation.world.managedGroups.delete(group.id);
    for (const device of devicesOf(call, group)) {
      device.groupIds = device.groupIds.filter((id) => id !== group.id);
    }
    return noContent;
  },
};

/** PUT /managed/groups/{guid}/policy/remove (TV-7.1). */
export const managedGroupPolicyRemove: SignedOperation = {
  method: 'PUT',
  path: '/managed/groups/{groupId}/policy/remove',
  fact: 'TV-7.1',
  needs: modify,
  members: ['policy_type'],
  handle(call) {
    const group = managedGroupOfPath(call);
    const type = policyTypeOf(bodyOf(call));
    group.policies = group.policies.filter((policy) => policy.type !== type);
    return noContent;
  },
};

function devicesOf(call: SignedCall, group: ManagedGroup): ManagedDevice[] {
  return [...call.emulation.world.managedDevices.values()].filter((device) =>
    device.groupIds.includes(group.id),
  );
}

/** GET /managed/groups/{guid}/devices (TV-7.1). */
export const managedGroupDevices: SignedOperation = {
  method: 'GET',
  path: '/managed/groups/{groupId}/devices',
  fact: 'TV-7.1',
  needs: read,
  parameters: paging,
  handle: (call) =>
    page(call, devicesOf(call, managedGroupOfPath(call)), (device) =>
      managedDeviceBody(device, call.emulation.switches),
    ),
};

/** POST /managed/groups/{guid}/devices with the id of a device; offline ones stay pending until they are seen (TV-7.6). */
export const managedGroupDeviceAdd: SignedOperation = {
  method: 'POST',
  path: '/managed/groups/{groupId}/devices',
  fact: 'TV-7.6',
  needs: modify,
  members: ['id'],
  handle(call) {
    const group = managedGroupOfPath(call);
    const id = requiredText(bodyOf(call), 'id').toLowerCase();
    const device = call.emulation.world.managedDevices.get(id);
    if (!device || !mayDevice(device, call)) throw malformed('id');
    if (device.groupIds.includes(group.id)) return noContent;
    if (device.online) device.groupIds.push(group.id);
    else if (!group.pendingDeviceIds.includes(id)) group.pendingDeviceIds.push(id);
    return noContent;
  },
};

/** DELETE /managed/groups/{guid}/devices/{deviceGuid} (TV-7.1). */
export const managedGroupDeviceRemove: SignedOperation = {
  method: 'DELETE',
  path: '/managed/groups/{groupId}/devices/{deviceId}',
  fact: 'TV-7.1',
  needs: modify,
  handle(call) {
    const group = managedGroupOfPath(call);
    const id = (call.params['deviceId'] ?? '').toLowerCase();
    const device = call.emulation.world.managedDevices.get(id);
    if (!device?.groupIds.includes(group.id)) throw malformed('deviceId');
    device.groupIds = device.groupIds.filter((one) => one !== group.id);
    return noContent;
  },
};

/** GET /managed/groups/{guid}/pending-devices; the word in pendingOperation is ours (TV-7.6). */
export const managedGroupPending: SignedOperation = {
  method: 'GET',
  path: '/managed/groups/{groupId}/pending-devices',
  fact: 'TV-7.6',
  needs: read,
  parameters: paging,
  handle(call) {
    const { world, switches } = call.emulation;
    const pending = managedGroupOfPath(call).pendingDeviceIds.flatMap(
      (id) => world.managedDevices.get(id) ?? [],
    );
    return page(call, pending, (device) => ({
      ...managedDeviceBody(device, switches),
      pendingOperation: 'Add',
    }));
  },
};

import { forbidden, malformed } from './api-error.ts';
import { policyTypeOf } from './managed-groups.ts';
import {
  isManagedBy,
  managedDeviceBody,
  managedDeviceOfPath,
  managedGroupBody,
  mayGroup,
  modify,
  page,
  read,
} from './managed-rules.ts';
import { noContent, ok, type SignedOperation } from './operation.ts';
import { bodyOf, requiredText, textOf } from './parameters.ts';

const paging = ['paginationToken'];

/** GET /managed/devices: those that the token's account manages directly, not those of device groups (TV-7.5). */
export const managedDeviceList: SignedOperation = {
  method: 'GET',
  path: '/managed/devices',
  fact: 'TV-7.5',
  needs: read,
  parameters: paging,
  handle(call) {
    const { world, switches } = call.emulation;
    const devices = [...world.managedDevices.values()].filter(
      (device) => device.companyId === call.caller.company.id && isManagedBy(device.managers, call.caller),
    );
    return page(call, devices, (device) => managedDeviceBody(device, switches));
  },
};

/** GET /managed/devices/company: only company-managed ones, for a company administrator's token (TV-7.5). */
export const managedDeviceCompanyList: SignedOperation = {
  method: 'GET',
  path: '/managed/devices/company',
  fact: 'TV-7.5',
  needs: read,
  parameters: paging,
  handle(call) {
    if (!call.caller.user.administrator) throw forbidden('Only a company administrator may do this.');
    const { world, switches } = call.emulation;
    const devices = [...world.managedDevices.values()].filter(
      (device) => device.companyId === call.caller.company.id && device.companyManaged,
    );
    return page(call, devices, (device) => managedDeviceBody(device, switches));
  },
};

/** GET /managed/devices/{guid} says more than a list (TV-7.3). */
export const managedDeviceGet: SignedOperation = {
  method: 'GET',
  path: '/managed/devices/{deviceId}',
  fact: 'TV-7.3',
  needs: read,
  handle(call) {
    const device = managedDeviceOfPath(call);
    const policy = device.policies.find(({ type }) => type === 1);
    return ok({
      ...managedDeviceBody(device, call.emulation.switches),
      ...(policy ? { teamviewerPolicyId: policy.id } : {}),
      teamViewerVersion: device.version,
      deviceDescription: device.description,
    });
  },
};

/** PUT /managed/devices/{guid} (TV-7.1). */
export const managedDevicePut: SignedOperation = {
  method: 'PUT',
  path: '/managed/devices/{deviceId}',
  fact: 'TV-7.1',
  needs: modify,
  members: ['name', 'teamviewerPolicyId', 'managedGroupId'],
  handle(call) {
    const device = managedDeviceOfPath(call);
    const fields = bodyOf(call);
    const name = textOf(fields, 'name', { min: 1, max: 100 });
    const policyId = textOf(fields, 'teamviewerPolicyId');
    const groupId = textOf(fields, 'managedGroupId')?.toLowerCase();
    const group = groupId === undefined ? undefined : call.emulation.world.managedGroups.get(groupId);
    if (groupId !== undefined && (!group || !mayGroup(group, call.caller))) throw malformed('managedGroupId');
    device.name = name ?? device.name;
    if (policyId !== undefined) {
      device.policies = [...device.policies.filter(({ type }) => type !== 1), { id: policyId, type: 1 }];
    }
    if (group && !device.groupIds.includes(group.id)) device.groupIds.push(group.id);
    return noContent;
  },
};

/** DELETE /managed/devices/{guid} (TV-7.1). */
export const managedDeviceDelete: SignedOperation = {
  method: 'DELETE',
  path: '/managed/devices/{deviceId}',
  fact: 'TV-7.1',
  needs: modify,
  handle(call) {
    call.emulation.world.managedDevices.delete(managedDeviceOfPath(call).id);
    return noContent;
  },
};

/** PUT /managed/devices/{guid}/description (TV-7.1). */
export const managedDeviceDescription: SignedOperation = {
  method: 'PUT',
  path: '/managed/devices/{deviceId}/description',
  fact: 'TV-7.1',
  needs: modify,
  members: ['deviceDescription'],
  handle(call) {
    const device = managedDeviceOfPath(call);
    device.description = requiredText(bodyOf(call), 'deviceDescription', { min: 0 });
    return noContent;
  },
};

/** GET /managed/devices/{guid}/groups (TV-7.1). */
export const managedDeviceGroups: SignedOperation = {
  method: 'GET',
  path: '/managed/devices/{deviceId}/groups',
  fact: 'TV-7.1',
  needs: read,
  parameters: paging,
  handle(call) {
    const device = managedDeviceOfPath(call);
    const groups = device.groupIds.flatMap((id) => call.emulation.world.managedGroups.get(id) ?? []);
    return page(call, groups, managedGroupBody);
  },
};

/** PUT /managed/devices/{guid}/groups with what is added and removed (TV-7.1). */
export const managedDeviceGroupsPut: SignedOperation = {
  method: 'PUT',
  path: '/managed/devices/{deviceId}/groups',
  fact: 'TV-7.1',
  needs: modify,
  members: ['AddedChainIds', 'RemovedChainIds'],
  handle(call) {
    const device = managedDeviceOfPath(call);
    const fields = bodyOf(call);
    const added = idsOf(fields['AddedChainIds'], 'AddedChainIds');
    const removed = new Set(idsOf(fields['RemovedChainIds'], 'RemovedChainIds'));
    for (const id of added) {
      const group = call.emulation.world.managedGroups.get(id);
      if (!group || !mayGroup(group, call.caller)) throw malformed('AddedChainIds');
    }
    device.groupIds = [...new Set([...device.groupIds, ...added])].filter((id) => !removed.has(id));
    return noContent;
  },
};

function idsOf(given: unknown, name: string): string[] {
  if (given === undefined || given === null) return [];
  if (!Array.isArray(given)) throw malformed(name);
  return given.map((id: unknown) => {
    if (typeof id !== 'string') throw malformed(name);
    return id.toLowerCase();
  });
}

/** PUT /managed/devices/{guid}/policy/remove (TV-7.1). */
export const managedDevicePolicyRemove: SignedOperation = {
  method: 'PUT',
  path: '/managed/devices/{deviceId}/policy/remove',
  fact: 'TV-7.1',
  needs: modify,
  members: ['policy_type'],
  handle(call) {
    const device = managedDeviceOfPath(call);
    const type = policyTypeOf(bodyOf(call));
    device.policies = device.policies.filter((policy) => policy.type !== type);
    return noContent;
  },
};

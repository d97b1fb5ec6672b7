import { formatDate } from '../state/dates.ts';
import type { ManagedDevice, ManagedGroup, Manager } from '../state/model.ts';
import type { Switches } from '../state/switches.ts';
import { malformed, notFound } from './api-error.ts';
import { type Answer, type Caller, ok, type SignedCall } from './operation.ts';
import { textOf } from './parameters.ts';

export const read = ['DeviceGroups.Read'];
export const modify = ['DeviceGroups.Modify'];

/** Manager permissions in the order of their numbers (TV-7.4). */
export const managerPermissions: readonly string[] = [
  'ManagerAdministration',
  'GroupAdministration',
  'DeviceAdministration',
  'PolicyAdministration',
  'DeviceDescription',
  'EasyAccess',
  'SoftwareUpdate',
  'CustomFieldsAdministration',
  'InheritDeviceAdministration',
  'InheritDeviceDescription',
  'InheritManagerAdministration',
  'InheritPolicyAdministration',
];

const managerTypes: readonly string[] = ['account', 'company', 'usergroup'];

export function isManagedBy(managers: readonly Manager[], caller: Caller): boolean {
  const accountId = Number(caller.user.id.slice(1));
  return managers.some((manager) => manager.type === 'account' && manager.accountId === accountId);
}

/** The whole company is open to company tokens and administrators, to others what they manage. */
export function mayGroup(group: ManagedGroup, caller: Caller): boolean {
  if (group.companyId !== caller.company.id) return false;
  return caller.token.level === 'company' || caller.user.administrator || isManagedBy(group.managers, caller);
}

export function managedGroupOfPath(call: SignedCall): ManagedGroup {
  const group = call.emulation.world.managedGroups.get((call.params['groupId'] ?? '').toLowerCase());
  if (!group || !mayGroup(group, call.caller)) throw notFound('There is no such device group.');
  return group;
}

export function mayDevice(device: ManagedDevice, call: SignedCall): boolean {
  if (device.companyId !== call.caller.company.id) return false;
  if (call.caller.token.level === 'company' || call.caller.user.administrator) return true;
  if (isManagedBy(device.managers, call.caller)) return true;
  return device.groupIds.some((id) => {
    const group = call.emulation.world.managedGroups.get(id);
    return group !== undefined && mayGroup(group, call.caller);
  });
}

export function managedDeviceOfPath(call: SignedCall): ManagedDevice {
  const device = call.emulation.world.managedDevices.get((call.params['deviceId'] ?? '').toLowerCase());
  if (!device || !mayDevice(device, call)) throw notFound('There is no such managed device.');
  return device;
}

/** One page with its opaque tokens (TV-7.2). The token is ours: it holds where the next page begins. */
export function page<T>(call: SignedCall, rows: readonly T[], view: (row: T) => object): Answer {
  const size = call.emulation.switches.managedPageSize;
  const token = textOf(call.query, 'paginationToken') ?? '';
  const start = token === '' ? 0 : Number(Buffer.from(token, 'base64url').toString('latin1'));
  if (!Number.isInteger(start) || start < 0) throw malformed('paginationToken');
  const end = start + size;
  return ok({
    currentPaginationToken: token === '' ? tokenOf(0) : token,
    nextPaginationToken: end < rows.length ? tokenOf(end) : null,
    resources: rows.slice(start, end).map(view),
  });
}

function tokenOf(start: number): string {
  return Buffer.from(String(start).padStart(10, '0'), 'latin1').toString('base64url');
}

export function managedGroupBody(group: ManagedGroup): object {
  const policy = group.policies.find(({ type }) => type === 1);
  return { id: group.id, name: group.name, ...(policy ? { policy_id: policy.id } : {}) };
}

export function managedDeviceBody(device: ManagedDevice, switches: Switches): Record<string, unknown> {
  const seen = device.lastSeen !== null && (!device.online || switches.managedLastSeen === 'always');
  return {
    id: device.id,
    name: device.name,
    [switches.managedIdSpelling]: device.teamviewerId,
    isOnline: device.online,
    ...(seen && device.lastSeen !== null ? { last_seen: formatDate(device.lastSeen) } : {}),
  };
}

export function managerBody(manager: Manager, switches: Switches): object {
  const asNumber = switches.enums === 'number';
  return {
    id: manager.id,
    type: asNumber ? managerTypes.indexOf(manager.type) : manager.type,
    ...(manager.accountId === null ? {} : { accountId: manager.accountId }),
    ...(manager.companyId === null ? {} : { companyId: manager.companyId }),
    ...(manager.usergroupId === null ? {} : { usergroupId: manager.usergroupId }),
    name: manager.name,
    permissions: asNumber
      ? manager.permissions.map((name) => managerPermissions.indexOf(name))
      : manager.permissions,
  };
}

/** Permissions of a manager as a body gives them, by name or number. */
export function permissionsOf(given: unknown): string[] {
  if (!Array.isArray(given)) throw malformed('permissions');
  return given.map((one: unknown) => {
    const name = typeof one === 'number' ? managerPermissions[one] : one;
    const known = managerPermissions.find(
      (permission) => typeof name === 'string' && permission.toLowerCase() === name.toLowerCase(),
    );
    if (!known) throw malformed('permissions');
    return known;
  });
}

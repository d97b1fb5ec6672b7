import { guid } from '../state/ids.ts';
import type { Manager } from '../state/model.ts';
import { invalidRequest, malformed, notFound } from './api-error.ts';
import {
  managedDeviceOfPath,
  managedGroupOfPath,
  managerBody,
  modify,
  page,
  permissionsOf,
  read,
} from './managed-rules.ts';
import { created, noContent, type SignedCall, type SignedOperation } from './operation.ts';
import { bodyOf, textOf } from './parameters.ts';

const most = 100;

interface Managed {
  managers: Manager[];
}

/** The four operations on managers, the same below a device group and below a device (TV-7.4). */
function managerOperations(path: string, managedOf: (call: SignedCall) => Managed): SignedOperation[] {
  return [
    {
      method: 'GET',
      path: `${path}/managers`,
      fact: 'TV-7.4',
      needs: read,
      parameters: ['paginationToken'],
      handle: (call) =>
        page(call, managedOf(call).managers, (manager) => managerBody(manager, call.emulation.switches)),
    },
    {
      method: 'POST',
      path: `${path}/managers`,
      fact: 'TV-7.4',
      needs: modify,
      handle(call) {
        const managed = managedOf(call);
        if (!Array.isArray(call.body)) throw invalidRequest('The body is not an array.');
        const added = call.body.map((given: unknown) => managerFrom(call, given));
        if (managed.managers.length + added.length > most) throw invalidRequest('Too many managers.');
        managed.managers.push(...added);
        return created(undefined);
      },
    },
    {
      method: 'PUT',
      path: `${path}/managers/{managerId}`,
      fact: 'TV-7.4',
      needs: modify,
      members: ['permissions'],
      handle(call) {
        const managed = managedOf(call);
        const manager = managerOfPath(call, managed);
        const permissions = permissionsOf(bodyOf(call)['permissions']);
        if (!permissions.includes('ManagerAdministration')) refuseLast(managed, manager);
        manager.permissions = permissions;
        return noContent;
      },
    },
    {
      method: 'DELETE',
      path: `${path}/managers/{managerId}`,
      fact: 'TV-7.4',
      needs: modify,
      handle(call) {
        const managed = managedOf(call);
        const manager = managerOfPath(call, managed);
        refuseLast(managed, manager);
        managed.managers = managed.managers.filter((one) => one !== manager);
        return noContent;
      },
    },
  ];
}

function managerFrom(call: SignedCall, given: unknown): Manager {
  const fields = bodyOf({ ...call, body: given });
  const accountId = Number(textOf(fields, 'accountId'));
  const user = call.emulation.world.users.get(`u${accountId}`);
  if (user?.companyId !== call.caller.company.id) throw malformed('accountId');
  return {
    id: guid(call.emulation.random),
    type: 'account',
    accountId,
    companyId: null,
    usergroupId: null,
    name: user.name,
    permissions: permissionsOf(fields['permissions']),
  };
}

function managerOfPath(call: SignedCall, managed: Managed): Manager {
  const id = (call.params['managerId'] ?? '').toLowerCase();
  const manager = managed.managers.find((one) => one.id === id);
  if (!manager) throw notFound('There is no such manager.');
  return manager;
}

/** Somebody must be left who may administer the managers (TV-7.4). */
function refuseLast(managed: Managed, manager: Manager): void {
  const others = managed.managers.filter(
    (one) => one !== manager && one.permissions.includes('ManagerAdministration'),
  );
  if (others.length === 0) {
    throw invalidRequest('The last manager with ManagerAdministration cannot be removed.');
  }
}

export const managers: readonly SignedOperation[] = [
  ...managerOperations('/managed/groups/{groupId}', managedGroupOfPath),
  ...managerOperations('/managed/devices/{deviceId}', managedDeviceOfPath),
];

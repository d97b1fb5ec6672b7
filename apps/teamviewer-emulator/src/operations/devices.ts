import { formatDate } from '../state/dates.ts';
import { digits, unused } from '../state/ids.ts';
import type { Device, OnlineState } from '../state/model.ts';
import { malformed, notFound } from './api-error.ts';
import { groupsOf, visibleGroup } from './group-rules.ts';
import { legacyGone } from './groups.ts';
import { noContent, ok, type SignedCall, type SignedOperation } from './operation.ts';
import { bodyOf, requiredText, textOf } from './parameters.ts';

/** GET /devices, in one answer without pages, however many there are (TV-6.3). */
export const deviceList: SignedOperation = {
  method: 'GET',
  path: '/devices',
  fact: 'TV-6.3',
  gone: legacyGone,
  needs: ['ContactList.Read'],
  parameters: ['groupid', 'online_state', 'remotecontrol_id', 'name'],
  handle(call) {
    const groupId = textOf(call.query, 'groupid');
    const online = onlineStateOf(textOf(call.query, 'online_state'));
    const remoteId = textOf(call.query, 'remotecontrol_id');
    const name = textOf(call.query, 'name')?.toLowerCase();
    if (remoteId !== undefined && !/^r\d+$/.test(remoteId)) throw malformed('remotecontrol_id');
    const groups = groupIds(call, groupId);
    const free = call.caller.company.licence.type === 'Free';
    const devices: object[] = [];
    for (const device of call.emulation.world.devices.values()) {
      if (!groups.has(device.groupId)) continue;
      if (online !== undefined && device.online !== online) continue;
      if (remoteId !== undefined && `r${device.teamviewerId}` !== remoteId) continue;
      if (name !== undefined && !device.alias.toLowerCase().includes(name)) continue;
      devices.push(deviceBody(device, free));
    }
    return ok({ devices });
  },
};

/** Which groups a list covers: the account's own and shared ones, or the one that is named. */
export function groupIds(call: SignedCall, groupId: string | undefined): ReadonlySet<string> {
  if (groupId === undefined) return new Set(groupsOf(call.emulation, call.caller.user).map(({ id }) => id));
  if (!visibleGroup(call, groupId)) throw malformed('groupid');
  return new Set([groupId]);
}

export function onlineStateOf(given: string | undefined): OnlineState | undefined {
  if (given === undefined) return undefined;
  const found = (['Online', 'Busy', 'Away', 'Offline'] as const).find(
    (state) => state.toLowerCase() === given.toLowerCase(),
  );
  if (!found) throw malformed('online_state');
  return found;
}

/** Members that are not known are left out; the online state is missing on free licences (TV-6.3). */
function deviceBody(device: Device, free: boolean): object {
  return {
    remotecontrol_id: `r${device.teamviewerId}`,
    device_id: device.id,
    teamviewer_id: device.teamviewerId,
    userid: device.ownerId,
    groupid: device.groupId,
    alias: device.alias,
    description: device.description,
    ...(free ? {} : { online_state: device.online }),
    ...(device.policyId === null ? {} : { policy_id: device.policyId }),
    assigned_to: device.assigned,
    supported_features: 'remote_control,chat',
    ...(device.lastSeen === null || device.online !== 'Offline'
      ? {}
      : { last_seen: formatDate(device.lastSeen) }),
  };
}

/** GET /devices/{id} answers with the envelope of a list (TV-6.3). */
export const deviceGet: SignedOperation = {
  method: 'GET',
  path: '/devices/{deviceId}',
  fact: 'TV-6.3',
  gone: legacyGone,
  needs: ['ContactList.Read'],
  handle(call) {
    const free = call.caller.company.licence.type === 'Free';
    return ok({ devices: [deviceBody(deviceOfPath(call), free)] });
  },
};

const members = ['remotecontrol_id', 'groupid', 'alias', 'description', 'password', 'policy_id'];

/** POST /devices (TV-6.7). */
export const deviceCreate: SignedOperation = {
  method: 'POST',
  path: '/devices',
  fact: 'TV-6.7',
  gone: legacyGone,
  needs: ['ContactList.Create'],
  members,
  handle(call) {
    const { world, random } = call.emulation;
    const fields = bodyOf(call);
    const remoteId = /^r(\d{8,12})$/.exec(requiredText(fields, 'remotecontrol_id'))?.[1];
    if (!remoteId) throw malformed('remotecontrol_id');
    const group = visibleGroup(call, requiredText(fields, 'groupid'));
    if (!group) throw malformed('groupid');
    const device: Device = {
      id: unused(
        () => `d${digits(random, 8)}`,
        (drawn) => world.devices.has(drawn),
      ),
      companyId: call.caller.company.id,
      ownerId: group.ownerId,
      groupId: group.id,
      teamviewerId: Number(remoteId),
      alias: textOf(fields, 'alias', { max: 50 }) ?? '',
      description: textOf(fields, 'description', { max: 2048 }) ?? '',
      online: 'Offline',
      policyId: null,
      assigned: false,
      lastSeen: null,
    };
    world.devices.set(device.id, device);
    return ok(deviceBody(device, false));
  },
};

/** PUT /devices/{id} (TV-6.7). */
export const devicePut: SignedOperation = {
  method: 'PUT',
  path: '/devices/{deviceId}',
  fact: 'TV-6.7',
  gone: legacyGone,
  needs: ['ContactList.Modify'],
  members,
  handle(call) {
    const device = deviceOfPath(call);
    const fields = bodyOf(call);
    const alias = textOf(fields, 'alias', { max: 50 });
    const description = textOf(fields, 'description', { max: 2048 });
    const groupId = textOf(fields, 'groupid');
    const policyId = textOf(fields, 'policy_id');
    const group = groupId === undefined ? undefined : visibleGroup(call, groupId);
    if (groupId !== undefined && !group) throw malformed('groupid');
    device.alias = alias ?? device.alias;
    device.description = description ?? device.description;
    device.groupId = group?.id ?? device.groupId;
    device.policyId = policyId ?? device.policyId;
    return noContent;
  },
};

/** DELETE /devices/{id} (TV-6.7). */
export const deviceDelete: SignedOperation = {
  method: 'DELETE',
  path: '/devices/{deviceId}',
  fact: 'TV-6.7',
  gone: legacyGone,
  needs: ['ContactList.Delete'],
  handle(call) {
    call.emulation.world.devices.delete(deviceOfPath(call).id);
    return noContent;
  },
};

function deviceOfPath(call: SignedCall): Device {
  const device = call.emulation.world.devices.get(call.params['deviceId'] ?? '');
  if (!device || !visibleGroup(call, device.groupId)) throw notFound('There is no such device.');
  return device;
}

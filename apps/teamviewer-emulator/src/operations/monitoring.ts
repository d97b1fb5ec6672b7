import { formatDate } from '../state/dates.ts';
import type { Alarm, Device } from '../state/model.ts';
import { malformed, notFound } from './api-error.ts';
import { type Answer, ok, type SignedCall, type SignedOperation } from './operation.ts';
import { bodyOf, dateOf, textOf } from './parameters.ts';

const needs = ['Monitoring.GetData'];
const pageSize = 100;

/** GET /monitoring/devices. Only the path is published; the fields are ours (TV-10.3). */
export const monitoringDevices: SignedOperation = {
  method: 'GET',
  path: '/monitoring/devices',
  fact: 'TV-10.3',
  needs,
  handle: (call) =>
    ok({
      devices: companyDevices(call).map((device) => ({
        deviceId: numberOf(device),
        teamviewerId: device.teamviewerId,
        name: device.alias,
      })),
    }),
};

/** GET /monitoring/devices/{deviceId}/information (TV-10.3). */
export const monitoringInformation: SignedOperation = {
  method: 'GET',
  path: '/monitoring/devices/{deviceId}/information',
  fact: 'TV-10.3',
  needs,
  handle(call) {
    const device = deviceOfPath(call);
    return ok({
      deviceId: numberOf(device),
      name: device.alias,
      operatingSystem: numberOf(device) % 3 === 0 ? 'Windows 10 Pro' : 'Windows 11 Pro',
    });
  },
};

/** GET /monitoring/devices/{deviceId}/hardware; the item types are published, the rest is ours (TV-10.3). */
export const monitoringHardware: SignedOperation = {
  method: 'GET',
  path: '/monitoring/devices/{deviceId}/hardware',
  fact: 'TV-10.3',
  needs,
  handle(call) {
    const number = numberOf(deviceOfPath(call));
    return ok({
      hardware: [
        { type: 1, name: 'Ethernet-Adapter' },
        { type: 4, name: 'Systemplatine' },
        { type: 9, name: `SSD ${[256, 512, 1024][number % 3]} GB` },
        { type: 11, name: `${[8, 16, 32][number % 3]} GB RAM` },
        { type: 13, name: 'x64-Prozessor' },
      ],
    });
  },
};

/** GET /monitoring/devices/{deviceId}/software (TV-10.3). */
export const monitoringSoftware: SignedOperation = {
  method: 'GET',
  path: '/monitoring/devices/{deviceId}/software',
  fact: 'TV-10.3',
  needs,
  handle(call) {
    deviceOfPath(call);
    return ok({
      software: [
        { type: 0, name: 'TeamViewer', version: '15.62.4' },
        { type: 2, name: 'Sicherheitsupdate', version: '1.0' },
      ],
    });
  },
};

const alarmNames = ['status', 'deviceId', 'groupId', 'continuationToken', 'startDate', 'endDate'];

/** GET /monitoring/alarms; whether the names take the prefix `parameters.` is a switch (TV-10.4). */
export const alarmsGet: SignedOperation = {
  method: 'GET',
  path: '/monitoring/alarms',
  fact: 'TV-10.4',
  needs,
  parameters: [...alarmNames, ...alarmNames.map((name) => `parameters.${name}`)],
  handle(call) {
    const names = call.emulation.switches.monitoringParameterNames;
    const fields: Record<string, string> = {};
    for (const [name, value] of Object.entries(call.query)) {
      const prefixed = name.startsWith('parameters.');
      if (prefixed && names !== 'plain') fields[name.slice('parameters.'.length)] = value;
      if (!prefixed && names !== 'prefixed') fields[name] = value;
    }
    return listAlarms(call, fields);
  },
};

/** POST /monitoring/alarms takes the same as a body (TV-10.4). */
export const alarmsPost: SignedOperation = {
  method: 'POST',
  path: '/monitoring/alarms',
  fact: 'TV-10.4',
  needs,
  members: alarmNames,
  handle: (call) => listAlarms(call, bodyOf(call)),
};

function listAlarms(call: SignedCall, fields: Readonly<Record<string, unknown>>): Answer {
  const status = textOf(fields, 'status');
  const deviceId = textOf(fields, 'deviceId');
  const groupId = textOf(fields, 'groupId');
  const from = dateOf(fields, 'startDate') ?? Number.NEGATIVE_INFINITY;
  const to = dateOf(fields, 'endDate') ?? Number.POSITIVE_INFINITY;
  if (status !== undefined && !['0', '1', '2'].includes(status)) throw malformed('status');
  const { world } = call.emulation;
  const found = world.alarms.filter((alarm) => {
    const device = world.devices.get(alarm.deviceId);
    if (device?.companyId !== call.caller.company.id) return false;
    if (status !== undefined && String(alarm.status) !== status) return false;
    if (deviceId !== undefined && String(numberOf(device)) !== deviceId) return false;
    if (groupId !== undefined && device.groupId !== groupId) return false;
    return alarm.foundAt >= from && alarm.foundAt < to;
  });
  const start = Number(textOf(fields, 'continuationToken') ?? '0');
  if (!Number.isInteger(start) || start < 0) throw malformed('continuationToken');
  const end = start + pageSize;
  return ok({
    Alarms: found.slice(start, end).map(alarmBody),
    ContinuationToken: end < found.length ? String(end) : null,
  });
}

function alarmBody(alarm: Alarm): object {
  return {
    AlarmId: alarm.id,
    Type: alarm.type,
    Status: alarm.status,
    TimeFrame: {
      FoundAt: formatDate(alarm.foundAt),
      ResolvedAt: alarm.resolvedAt === null ? null : formatDate(alarm.resolvedAt),
      AcknowledgedAt: alarm.acknowledgedAt === null ? null : formatDate(alarm.acknowledgedAt),
      AcknowledgedBy: alarm.acknowledgedBy,
    },
  };
}

function companyDevices(call: SignedCall): Device[] {
  return [...call.emulation.world.devices.values()].filter(
    (device) => device.companyId === call.caller.company.id,
  );
}

/** Monitoring names devices by number, without the `d`. */
function numberOf(device: Device): number {
  return Number(device.id.slice(1));
}

function deviceOfPath(call: SignedCall): Device {
  const device = call.emulation.world.devices.get(`d${call.params['deviceId'] ?? ''}`);
  if (device?.companyId !== call.caller.company.id) throw notFound('There is no such device.');
  return device;
}

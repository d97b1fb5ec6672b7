import type { Api } from '../api.ts';
import { apiFunction, ONE_PAGE } from '../core/api-function.ts';
import type { ApiFunction, CallOptions } from '../core/call.ts';
import type { Listing } from '../paging/listing.ts';
import { misunderstood } from '../shape/envelope.ts';
import type { RecordReader } from '../shape/record-reader.ts';
import { BY_PAGINATION_TOKEN, listOf } from './list-of.ts';
import {
  type ManagedDevice,
  type ManagedGroup,
  type Manager,
  managedDeviceReader,
  managedGroupReader,
  managerReader,
} from './managed-records.ts';

const page = { maxBytes: ONE_PAGE };
const byId = { unknownIdMayBe400: true };
const GROUPS = apiFunction('GET /managed/groups', page);
const GROUP = apiFunction('GET /managed/groups/{id}', byId);
const GROUP_DEVICES = apiFunction('GET /managed/groups/{id}/devices', page);
const GROUP_PENDING = apiFunction('GET /managed/groups/{id}/pending-devices', page);
const GROUP_MANAGERS = apiFunction('GET /managed/groups/{id}/managers', page);
const DEVICES = apiFunction('GET /managed/devices', page);
const COMPANY_DEVICES = apiFunction('GET /managed/devices/company', page);
const DEVICE = apiFunction('GET /managed/devices/{id}', byId);
const DEVICE_GROUPS = apiFunction('GET /managed/devices/{id}/groups', page);
const DEVICE_MANAGERS = apiFunction('GET /managed/devices/{id}/managers', page);

/**
 * Device groups and managed devices, page by page; the size of a page is unknown (facts §7 [U]). The three lists of
 * devices are different sets (facts §12.8).
 */
export interface Managed {
  /** `GET /managed/groups`. */
  groups(options?: CallOptions): Listing<ManagedGroup>;
  /** `GET /managed/groups/{id}`. */
  group(id: string, options?: CallOptions): Promise<ManagedGroup>;
  /** `GET /managed/groups/{id}/devices`. */
  devicesOfGroup(groupId: string, options?: CallOptions): Listing<ManagedDevice>;
  /** `GET /managed/groups/{id}/pending-devices`. */
  pendingDevicesOfGroup(groupId: string, options?: CallOptions): Listing<ManagedDevice>;
  /** `GET /managed/groups/{id}/managers`. */
  managersOfGroup(groupId: string, options?: CallOptions): Listing<Manager>;
  /** `GET /managed/devices`: those managed directly by the token's account. */
  devices(options?: CallOptions): Listing<ManagedDevice>;
  /** `GET /managed/devices/company`: company-managed ones only; needs a company administrator's token (facts §2.4 [C: PS]). */
  companyDevices(options?: CallOptions): Listing<ManagedDevice>;
  /** `GET /managed/devices/{id}`. */
  device(id: string, options?: CallOptions): Promise<ManagedDevice>;
  /** `GET /managed/devices/{id}/groups`. */
  groupsOfDevice(deviceId: string, options?: CallOptions): Listing<ManagedGroup>;
  /** `GET /managed/devices/{id}/managers`. */
  managersOfDevice(deviceId: string, options?: CallOptions): Listing<Manager>;
  /**
   * Every device that the token can reach: all device groups, the devices of each, and the directly managed ones, each
   * device once although it may be in several groups (facts §7 [C]). One call per group and page. To be able to go on
   * after a break, walk {@link Managed.groups} and {@link Managed.devicesOfGroup} with their cursors instead.
   */
  everyDevice(options?: CallOptions): AsyncGenerator<DeviceSighting, void, undefined>;
}

/** A device and the group it was met in first; no group for those met among the directly managed ones. */
export interface DeviceSighting {
  readonly device: ManagedDevice;
  readonly groupId?: string;
}

export function createManaged(api: Api): Managed {
  const list = <T extends { id: string }>(
    fn: ApiFunction,
    reader: RecordReader<T>,
    options?: CallOptions,
    id?: string,
  ): Listing<T> => {
    const params = id === undefined ? {} : { id };
    const request = { fn, params, style: BY_PAGINATION_TOKEN, member: 'resources', reader };
    return listOf(api, { ...request, identify: (record) => record.id }, options);
  };

  const managed: Managed = {
    groups: (options) => list(GROUPS, managedGroupReader, options),
    group: (id, options) => one(api, GROUP, managedGroupReader, id, options),
    devicesOfGroup: (id, options) => list(GROUP_DEVICES, managedDeviceReader, options, id),
    pendingDevicesOfGroup: (id, options) => list(GROUP_PENDING, managedDeviceReader, options, id),
    managersOfGroup: (id, options) => list(GROUP_MANAGERS, managerReader, options, id),
    devices: (options) => list(DEVICES, managedDeviceReader, options),
    companyDevices: (options) => list(COMPANY_DEVICES, managedDeviceReader, options),
    device: (id, options) => one(api, DEVICE, managedDeviceReader, id, options),
    groupsOfDevice: (id, options) => list(DEVICE_GROUPS, managedGroupReader, options, id),
    managersOfDevice: (id, options) => list(DEVICE_MANAGERS, managerReader, options, id),
    everyDevice: (options) => everyDevice(managed, options),
  };
  return managed;
}

async function one<T>(
  api: Api,
  fn: ApiFunction,
  reader: RecordReader<T>,
  id: string,
  options: CallOptions | undefined,
): Promise<T> {
  const answer = await api.send(fn, { params: { id } }, options);
  const record = api.reading(fn, (tally) => reader.read(answer.json, tally));
  if (record === undefined) throw misunderstood(fn.name);
  return record;
}

async function* everyDevice(
  managed: Managed,
  options: CallOptions | undefined,
): AsyncGenerator<DeviceSighting, void, undefined> {
  const seen = new Set<string>();
  for await (const group of managed.groups(options)) {
    for await (const page of managed.devicesOfGroup(group.id, options).pages()) {
      for (const device of page.records) if (isNew(device)) yield { device, groupId: group.id };
    }
  }
  for await (const page of managed.devices(options).pages()) {
    for (const device of page.records) if (isNew(device)) yield { device };
  }

  function isNew(device: ManagedDevice): boolean {
    const before = seen.size;
    return seen.add(device.id).size > before;
  }
}

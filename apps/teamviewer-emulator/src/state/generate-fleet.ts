import { accountManager, companyManager } from './apply-seed.ts';
import type { Emulation } from './emulation.ts';
import { deviceDescription, deviceName, groupName } from './fleet-names.ts';
import type { FleetWish } from './fleet-schema.ts';
import { guid } from './ids.ts';
import type { Company, Device, ManagedDevice, User } from './model.ts';
import { between, pick, type Random, seededRandom } from './random.ts';

const day = 86_400_000;

export interface FleetCounts {
  groups: number;
  devices: number;
  managedDevices: number;
  reports: number;
  events: number;
  alarms: number;
}

/** Adds a made-up fleet to a company. Throws when the company does not exist or nobody is in it. */
export function generateFleet(emulation: Emulation, wish: FleetWish): FleetCounts {
  const { world } = emulation;
  const random = seededRandom(wish.seed);
  const company = [...world.companies.values()].find(
    ({ name }) => wish.company === undefined || name === wish.company,
  );
  const users = [...world.users.values()].filter((user) => user.companyId === company?.id);
  const owner = users.find((user) => user.administrator) ?? users[0];
  if (!company || !owner) throw new Error('There is no such company, or nobody is in it.');

  const machines = drawMachines(random, wish, emulation.clock.ms());
  if (wish.kind !== 'managed') addLegacy(emulation, random, wish, machines, owner);
  if (wish.kind !== 'legacy') addManaged(emulation, random, wish, machines, company, owner);
  addEvents(emulation, random, wish.events, company, users);
  addAlarms(emulation, random, wish.alarms, company.id);
  if (wish.reports > 0) addReports(emulation, wish, company.id, users, machines);
  return {
    groups: wish.groups,
    devices: wish.kind === 'managed' ? 0 : machines.length,
    managedDevices: wish.kind === 'legacy' ? 0 : machines.length,
    reports: wish.reports,
    events: wish.events,
    alarms: wish.alarms,
  };
}

interface Machine {
  name: string;
  description: string;
  teamviewerId: number;
  group: number;
  online: boolean;
  lastSeen: number | null;
}

/** The machines with their duplicates and reinstalled twins; a twin's older entry has been offline for long. */
function drawMachines(random: Random, wish: FleetWish, now: number): Machine[] {
  const machines: Machine[] = [];
  const taken = new Set<number>();
  const total = wish.groups * wish.devicesPerGroup;
  const newId = () => {
    for (;;) {
      const id = between(random, 100_000_000, 1_999_999_999);
      if (taken.has(id)) continue;
      taken.add(id);
      return id;
    }
  };
  for (let number = 0; number < total; number += 1) {
    const group = number % wish.groups;
    const online = random() < 0.4;
    const lastSeen = random() < wish.missingDates ? null : now - between(random, 60_000, 40 * day);
    const earlier = machines.length > 0 ? pick(random, machines) : null;
    const draw = random();
    if (earlier && draw < wish.twins) {
      earlier.online = false;
      earlier.lastSeen = now - between(random, 90 * day, 700 * day);
      machines.push({ ...earlier, teamviewerId: newId(), online, lastSeen });
      continue;
    }
    const name = earlier && draw < wish.twins + wish.duplicates ? earlier.name : deviceName(random, number);
    const description = deviceDescription(random);
    machines.push({ name, description, teamviewerId: newId(), group, online, lastSeen });
  }
  return machines;
}

function addLegacy(
  emulation: Emulation,
  random: Random,
  wish: FleetWish,
  machines: readonly Machine[],
  owner: User,
): void {
  const { world } = emulation;
  const firstGroup = freeNumber(world.groups, 'g', 21_000_000);
  const groupIds = Array.from({ length: wish.groups }, (_, index) => {
    const id = `g${firstGroup + index}`;
    const name = groupName(random, index);
    const shape = { policyId: null, sharedWith: [] };
    world.groups.set(id, { id, companyId: owner.companyId, name, ownerId: owner.id, ...shape });
    return id;
  });
  const firstDevice = freeNumber(world.devices, 'd', 80_000_000);
  for (const [index, machine] of machines.entries()) {
    const device: Device = {
      id: `d${firstDevice + index}`,
      companyId: owner.companyId,
      ownerId: owner.id,
      groupId: groupIds[machine.group] ?? '',
      teamviewerId: machine.teamviewerId,
      alias: machine.name,
      description: machine.description,
      online: machine.online ? 'Online' : 'Offline',
      policyId: null,
      assigned: index % 2 === 0,
      lastSeen: machine.lastSeen,
    };
    world.devices.set(device.id, device);
  }
}

/** The first number of a range of ids that nobody has. */
function freeNumber(known: ReadonlyMap<string, unknown>, letter: string, start: number): number {
  let number = start;
  while (known.has(`${letter}${number}`)) number += 1_000_000;
  return number;
}

function addManaged(
  emulation: Emulation,
  random: Random,
  wish: FleetWish,
  machines: readonly Machine[],
  company: Company,
  owner: User,
): void {
  const { world } = emulation;
  const groupIds = Array.from({ length: wish.groups }, (_, index) => {
    const id = guid(random);
    world.managedGroups.set(id, {
      id,
      companyId: company.id,
      name: groupName(random, index),
      policies: [],
      managers: [companyManager(company.id, company.name, random)],
      pendingDeviceIds: [],
    });
    return id;
  });
  for (const [index, machine] of machines.entries()) {
    const direct = index % 20 === 0;
    const second = index % 33 === 0 ? groupIds[(machine.group + 1) % groupIds.length] : undefined;
    const device: ManagedDevice = {
      id: guid(random),
      companyId: company.id,
      name: machine.name,
      teamviewerId: machine.teamviewerId,
      online: machine.online,
      lastSeen: machine.lastSeen,
      groupIds: [...new Set([groupIds[machine.group] ?? '', ...(second ? [second] : [])])],
      companyManaged: index % 50 === 0,
      managers: direct ? [accountManager(owner, random)] : [],
      policies: [],
      version: '15.62.4',
      description: machine.description,
    };
    world.managedDevices.set(device.id, device);
  }
}

const sessionEvents = ['StartedSession', 'ParticipantJoinedSession', 'SentFile', 'EndedSession'];

function addEvents(
  emulation: Emulation,
  random: Random,
  count: number,
  company: Company,
  users: readonly User[],
): void {
  const now = emulation.clock.ms();
  for (let index = 0; index < count; index += 1) {
    const user = pick(random, users);
    emulation.world.auditEvents.push({
      companyId: company.id,
      name: pick(random, sessionEvents),
      type: 'Session',
      at: now - Math.floor((30 * day * (count - index)) / count),
      author: user.name,
      authorEmail: user.email,
      affectedItem: String(between(random, 100_000_000, 1_999_999_999)),
      sessionGuid: guid(random),
      details: [{ name: 'Participants', before: '', after: user.name }],
    });
  }
}

function addAlarms(emulation: Emulation, random: Random, count: number, companyId: number): void {
  const now = emulation.clock.ms();
  const devices = [...emulation.world.devices.values()].filter((device) => device.companyId === companyId);
  if (devices.length === 0) return;
  for (let index = 0; index < count; index += 1) {
    const status = pick(random, [0, 1, 2] as const);
    const foundAt = now - between(random, day, 20 * day);
    emulation.world.alarms.push({
      id: guid(random),
      deviceId: pick(random, devices).id,
      type: pick(random, ['DiskSpace', 'Antivirus', 'WindowsUpdate', 'OnlineState']),
      status,
      foundAt,
      resolvedAt: status === 1 ? foundAt + 3_600_000 : null,
      acknowledgedAt: status === 2 ? foundAt + 600_000 : null,
      acknowledgedBy: status === 2 ? 'Servicekonto' : null,
    });
  }
}

function addReports(
  emulation: Emulation,
  wish: FleetWish,
  companyId: number,
  users: readonly User[],
  machines: readonly Machine[],
): void {
  const { world } = emulation;
  const now = emulation.clock.ms();
  const groups = [...world.groups.values()].filter((group) => group.companyId === companyId);
  const devices = machines.slice(0, 5000).map((machine) => {
    const group = groups[machine.group % Math.max(groups.length, 1)];
    return {
      teamviewerId: machine.teamviewerId,
      name: machine.name,
      groupId: group?.id ?? '',
      groupName: group?.name ?? '',
    };
  });
  world.reports.addBlock({
    seed: (wish.seed * 2_654_435_761) >>> 0,
    companyId,
    count: wish.reports,
    from: now - 365 * day,
    to: now,
    users: users.map(({ id, name }) => ({ id, name })),
    devices:
      devices.length > 0 ? devices : [{ teamviewerId: 100_000_001, name: '', groupId: '', groupName: '' }],
  });
}

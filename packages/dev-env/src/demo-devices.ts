import type { SeedFile } from '@fernwart/teamviewer-emulator';
import { sampleAssets } from './sample/assets.ts';

type CompanySeed = SeedFile['companies'][number];
type DeviceSeed = NonNullable<CompanySeed['devices']>[number];
type ManagedDeviceSeed = NonNullable<CompanySeed['managedDevices']>[number];

/** A device of the demo, as it stands in an old group and in a device group alike. */
interface DemoDevice {
  readonly name: string;
  readonly teamviewerId: number;
  readonly description: string;
  readonly group: string;
  readonly online: boolean;
  readonly lastSeen: string | null;
}

export const demoGroups = ['Bonn', 'Hamburg', 'Lager Nord', 'Leeds'] as const;
const firstId = 1_203_400_000;

/** Notebooks, computers and servers that TeamViewer knows; tablets and scanners have none. */
const known = sampleAssets.filter(
  ({ name }) => /^(NB-00[0-6]|PC-00[0-3]|SRV-)/.test(name) && !name.endsWith('7'),
);

const matching: readonly DemoDevice[] = known.map((asset, index) => ({
  name: spelled(asset.name, index),
  teamviewerId: firstId + index * 613,
  description: asset.owner ?? asset.location,
  group: demoGroups[index % demoGroups.length] ?? 'Bonn',
  online: index % 3 !== 0,
  lastSeen: index % 3 === 0 ? lastSeen(index) : null,
}));

/** What a synchronisation must not guess: a reinstalled twin, a machine that only its serial number tells, and strangers. */
const puzzles: readonly DemoDevice[] = [
  puzzle('NB-0005', 1, 'neu aufgesetzt'),
  puzzle('Notebook Empfang', 2, `Seriennummer ${serialOf('NB-0077')}`),
  puzzle('KASSE-MESSE', 3, 'Leihgerät'),
  puzzle('DESKTOP-9F3K2LQ', 4, ''),
  puzzle('NB-0067.nord.muster-logistik.example', 5, ''),
];

const all = [...matching, ...puzzles];

/** The same machines in the old groups of Legacy Sync … */
export const demoLegacyDevices: DeviceSeed[] = all.map((device) => ({
  teamviewerId: device.teamviewerId,
  alias: device.name,
  description: device.description,
  group: device.group,
  online: device.online ? 'Online' : 'Offline',
  lastSeen: device.lastSeen,
}));

/** … and in the device groups of Group Sync; every tenth is in a second group too, the strangers in none. */
export const demoManagedDevices: ManagedDeviceSeed[] = all.map((device, index) => ({
  name: device.name,
  teamviewerId: device.teamviewerId,
  groups: device.name.startsWith('DESKTOP')
    ? []
    : index % 10 === 0
      ? [...new Set([device.group, 'Bonn'])]
      : [device.group],
  managers: device.name.startsWith('DESKTOP') ? ['service@muster-logistik.example'] : [],
  online: device.online,
  lastSeen: device.lastSeen,
}));

/** Names as they are at TeamViewer: in capitals or not, with a domain or without. */
function spelled(name: string, index: number): string {
  if (index % 5 === 1) return name.toLowerCase();
  if (index % 5 === 3) return `${name}.muster-logistik.example`;
  return name;
}

function puzzle(name: string, number: number, description: string): DemoDevice {
  return {
    name,
    teamviewerId: 987_654_300 + number,
    description,
    group: demoGroups[number % demoGroups.length] ?? 'Bonn',
    online: number % 2 === 0,
    lastSeen: number % 2 === 0 ? null : lastSeen(number),
  };
}

function serialOf(name: string): string {
  return sampleAssets.find((asset) => asset.name === name)?.serialNumber ?? '';
}

function lastSeen(index: number): string {
  return `2026-0${1 + (index % 8)}-1${index % 9}T1${index % 9}:30:00Z`;
}

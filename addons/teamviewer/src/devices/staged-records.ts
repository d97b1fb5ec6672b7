import type { AssetSnapshot } from '@fernwart/addon-kit';
import type { Device, ManagedDevice } from '@fernwart/teamviewer';
import { oneLine } from '../shared/words.ts';
import { foldName } from './fold-name.ts';
import { foldNumber, numbersIn } from './fold-number.ts';
import type { RecordKind } from './reading.ts';
import type { StagedAsset, StagedDevice } from './staging-store.ts';
import { idAttribute, isTeamViewerId } from './teamviewer-id.ts';

const longestName = 200;

/** A legacy device as it is compared (facts §6). Names are hostile input: one bounded line without control characters. */
function stagedLegacy(device: Device): StagedDevice {
  return {
    ...compared(device.alias, device.teamViewerId),
    deviceId: device.id,
    numbers: numbersIn(device.description ?? ''),
    online: device.onlineState,
    lastSeen: device.lastSeen?.toString() ?? null,
  };
}

/** A managed device as it is compared (facts §7); its lists carry no description. */
function stagedManaged(device: ManagedDevice): StagedDevice {
  return {
    ...compared(device.name, device.teamViewerId),
    deviceId: device.id.toLowerCase(),
    numbers: [],
    online: device.online === undefined ? null : device.online ? 'online' : 'offline',
    lastSeen: device.lastSeen?.toString() ?? null,
  };
}

export const legacyKind: RecordKind<Device> = {
  source: 'legacy',
  facts: ({ id, alias, teamViewerId, description, onlineState, lastSeen }) => ({
    lasting: [id, teamViewerId, alias, description],
    passing: [onlineState, lastSeen?.epochMilliseconds],
  }),
  staged: stagedLegacy,
};

export const managedKind: RecordKind<ManagedDevice> = {
  source: 'managed',
  facts: ({ id, name, teamViewerId, online, lastSeen }) => ({
    lasting: [id, teamViewerId, name],
    passing: [online, lastSeen?.epochMilliseconds],
  }),
  staged: stagedManaged,
};

function compared(name: string | undefined, id: string | undefined) {
  const { host, domain } = foldName((name ?? '').slice(0, longestName));
  return {
    name: oneLine(name ?? '', longestName),
    host,
    domain,
    teamviewerId: isTeamViewerId(id) ? id : null,
  };
}

export function stagedAsset(asset: AssetSnapshot): StagedAsset {
  const { host, domain } = foldName(asset.name);
  const held = asset.attributes[idAttribute];
  return {
    assetId: asset.id,
    name: asset.name,
    host,
    domain,
    serial: foldNumber(asset.serialNumber),
    inventory: foldNumber(asset.inventoryNumber),
    teamviewerId: held?.value ?? null,
    byHand: held?.origin === 'by_hand',
    setAt: held?.updatedAt.toString() ?? null,
  };
}

/** A group's name as it is shown; null for none. */
export function groupNameOf(name: string | undefined): string | null {
  const line = oneLine(name ?? '', longestName);
  return line === '' ? null : line;
}

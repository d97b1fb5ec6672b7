import { foldName } from '../src/devices/fold-name.ts';
import { foldNumber, numbersIn } from '../src/devices/fold-number.ts';
import type { StagedAsset, StagedDevice } from '../src/devices/staging-store.ts';

/** What a machine of the fleet is made for. */
export type Trap =
  | 'none'
  | 'twins'
  | 'name_of_two_assets'
  | 'moved_name'
  | 'set_by_hand'
  | 'id_on_two_assets'
  | 'serial_says_otherwise'
  | 'other_domain'
  | 'no_asset'
  | 'no_id';

export interface LabelledFleet {
  readonly devices: readonly StagedDevice[];
  readonly assets: readonly StagedAsset[];
  /** TeamViewer ID → the one asset it truly belongs to; those that nobody could know are left out. */
  readonly truth: ReadonlyMap<string, string>;
  /** Machines and devices that a person must be asked about, by TeamViewer ID or device id. */
  readonly trapped: ReadonlyMap<string, Trap>;
}

const umlauts = ['Büro', 'Straße', 'Süd', 'Möbel', 'Käthe', 'Łódź', 'Café'];
const plain = ['Buero', 'STRASSE', 'SUED', 'moebel', 'KAETHE', 'lodz', 'CAFE'];

/** A fleet with a known truth: the same seed makes the same one. About one machine in twelve is a trap. */
export function labelledFleet(size: number, seed: number): LabelledFleet {
  let state = seed >>> 0;
  const random = () => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const devices: StagedDevice[] = [];
  const assets: StagedAsset[] = [];
  const truth = new Map<string, string>();
  const trapped = new Map<string, Trap>();
  let lastId = 100_000_000;
  const newId = () => String((lastId += 1 + Math.floor(random() * 50)));

  function asset(name: string, serial: string | null, id: string | null = null, byHand = false): string {
    const { host, domain } = foldName(name);
    const assetId = `asset-${String(assets.length).padStart(6, '0')}`;
    const keys = { serial: foldNumber(serial), inventory: foldNumber(`INV-${200_000 + assets.length}`) };
    assets.push({ assetId, name, host, domain, ...keys, teamviewerId: id, byHand, setAt: null });
    return assetId;
  }
  function device(name: string, teamviewerId: string | null, description = ''): string {
    const deviceId = `d${String(devices.length).padStart(6, '0')}`;
    const { host, domain } = foldName(name);
    devices.push({
      deviceId,
      teamviewerId,
      name,
      host,
      domain,
      numbers: numbersIn(description),
      online: 'offline',
      lastSeen: random() < 0.1 ? null : '2026-10-01T08:00:00Z',
    });
    return deviceId;
  }
  function trap(kind: Trap, name: string, number: number): void {
    const [one, other] = [newId(), newId()];
    switch (kind) {
      case 'twins':
        asset(name, null);
        for (const id of [one, other]) {
          device(name, id);
          trapped.set(id, kind);
        }
        return;
      case 'name_of_two_assets':
        asset(name, null);
        asset(name.toLowerCase(), null);
        device(name, one);
        trapped.set(one, kind);
        return;
      case 'moved_name': {
        // It holds the first asset's ID and bears the second one's name since it was handed on.
        truth.set(one, asset(name, null, one));
        asset(`${name}X`, null);
        device(`${name}X`, one);
        trapped.set(one, kind);
        return;
      }
      case 'set_by_hand':
        asset(name, null, other, true);
        device(name, one);
        trapped.set(one, kind);
        return;
      case 'id_on_two_assets':
        asset(name, null, one);
        asset(`${name}Y`, null, one, true);
        device(name, one);
        trapped.set(one, kind);
        return;
      case 'serial_says_otherwise':
        asset(name, `AA${number}77`);
        asset(`${name}Z`, `BB${number}88`);
        device(name, one, `Serial BB${number}88`);
        trapped.set(one, kind);
        return;
      case 'other_domain':
        asset(`${name}.north.example`, null);
        device(`${name}.south.example`, one);
        trapped.set(one, kind);
        return;
      case 'no_id':
        trapped.set(device(name, null), kind);
        return;
      default:
        device(name, one);
        trapped.set(one, 'no_asset');
    }
  }
  const traps: readonly Trap[] = [
    'twins',
    'name_of_two_assets',
    'moved_name',
    'set_by_hand',
    'id_on_two_assets',
    'serial_says_otherwise',
    'other_domain',
    'no_asset',
    'no_id',
  ];
  for (let number = 0; number < size; number += 1) {
    const name = `PC-${String(number).padStart(6, '0')}`;
    if (number % 12 === 0) {
      trap(traps[(number / 12) % traps.length] ?? 'no_asset', name, number);
      continue;
    }
    const id = newId();
    const serial = `SN${number}${Math.floor(random() * 900 + 100)}`;
    const draw = random();
    const word = Math.floor(random() * umlauts.length);
    const umlauted = `${umlauts[word]}-${number}`;
    if (draw < 0.15) truth.set(id, asset(umlauted, serial));
    else truth.set(id, asset(name, serial, draw > 0.9 ? id : null));
    if (draw < 0.15) device(`${plain[word]}-${number}`, id);
    else if (draw < 0.35) device(`${name.toLowerCase()}.corp.example`, id);
    else if (draw < 0.45) device(` ${name.replace('-', ' - ')} `, id);
    else if (draw < 0.55) device(`Laptop of somebody ${number}`, id, `ThinkPad T14, S/N ${serial}`);
    else device(name, id);
  }
  return { devices, assets, truth, trapped };
}

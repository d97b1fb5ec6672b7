import type { EpochMs, Report, ReportedSession } from './model.ts';
import type { ReportFilter } from './report-filter.ts';

/** What a block of made-up reports is made from. Written out as it is, it brings the same reports back. */
export interface ReportBlock {
  /** Number of the block, part of every id. */
  number: number;
  seed: number;
  companyId: number;
  count: number;
  /** The oldest report ends soon after `from`, the newest at `to`. */
  from: EpochMs;
  to: EpochMs;
  users: { id: string; name: string }[];
  devices: { teamviewerId: number; name: string; groupId: string; groupName: string }[];
}

/** Longest and shortest made-up connection: they bound where a start can lie for a given end. */
export const longest = 3_630_000;
export const shortest = 30_000;

/**
 * Report number `index` of a block, computed when asked for, so that a million of them take no memory. It reads
 * like a report; a filter that looks at one member pays for that member only.
 */
export class GeneratedReport implements Report {
  readonly block: ReportBlock;
  index: number;

  constructor(block: ReportBlock, index: number) {
    this.block = block;
    this.index = index;
  }

  get id(): string {
    const { block } = this;
    return `${hex(block.seed, 8)}-${hex(block.number, 4)}-4000-8000-${hex(this.index, 12)}`;
  }
  get companyId(): number {
    return this.block.companyId;
  }
  get userId(): string {
    return this.user.id;
  }
  get username(): string {
    return this.user.name;
  }
  get deviceId(): string {
    return String(this.device.teamviewerId);
  }
  get deviceName(): string {
    return this.device.name;
  }
  get groupId(): string {
    return this.device.groupId;
  }
  get groupName(): string {
    return this.device.groupName;
  }
  get type(): 1 | 2 {
    return this.hasCode ? 2 : 1;
  }
  get end(): EpochMs {
    return endOf(this.block, this.index);
  }
  get start(): EpochMs {
    return this.end - shortest - (this.draw(1) % (longest - shortest));
  }
  get fee(): number {
    return 0;
  }
  get currency(): string {
    return 'None';
  }
  get billing(): 'Bill' {
    return 'Bill';
  }
  get notes(): string {
    return this.draw(4) % 3 === 0 ? '' : (notes[this.draw(5) % notes.length] ?? '');
  }
  get feedback(): null {
    return null;
  }
  get visibleAt(): EpochMs {
    return this.end;
  }
  get session(): ReportedSession | null {
    if (!this.hasCode) return null;
    return {
      code: codeOf(this.block, this.index),
      createdAt: this.start - 60_000,
      validUntil: this.start - 60_000 + 86_400_000,
      assignedUserId: this.userId,
      assignedAt: this.start - 60_000,
      note: '',
      customApi: '',
      endCustomer: null,
    };
  }

  /** A copy of its own, for answers and for changes. */
  materialised(): Report {
    const { id, companyId, userId, username, deviceId, deviceName, groupId, groupName } = this;
    const { type, start, end, fee, currency, billing, session, feedback, visibleAt } = this;
    const device = { deviceId, deviceName, groupId, groupName };
    const money = { fee, currency, billing };
    return {
      id,
      companyId,
      userId,
      username,
      ...device,
      type,
      start,
      end,
      ...money,
      notes: this.notes,
      session,
      feedback,
      visibleAt,
    };
  }

  private get hasCode(): boolean {
    return isCoded(this.block, this.index);
  }
  private get user(): ReportBlock['users'][number] {
    return this.block.users[oneOf(this.block.users.length, this.draw(0))] ?? nobody;
  }
  private get device(): ReportBlock['devices'][number] {
    return this.block.devices[oneOf(this.block.devices.length, this.draw(2))] ?? nothing;
  }

  /** The `which`th number drawn for this report: always the same one. */
  private draw(which: number): number {
    return drawn(this.block, this.index, which);
  }
}

/**
 * The filter as a condition on a report's index. Users and devices are asked once each instead of once a report,
 * so that counting the matches among a million reports takes milliseconds.
 */
export function conditionOn(block: ReportBlock, filter: ReportFilter): (index: number) => boolean {
  const users = filter.user && Uint8Array.from(block.users, (user) => Number(filter.user?.(user)));
  const devices =
    filter.device &&
    Uint8Array.from(block.devices, ({ teamviewerId, name, groupId }) =>
      Number(filter.device?.({ id: teamviewerId, name, groupId })),
    );
  const { coded, type } = filter;
  if (type !== null && type !== 1 && type !== 2) return () => false;
  const codedByType = type === null ? null : type === 2;
  return (index) => {
    if (users && users[oneOf(users.length, drawn(block, index, 0))] !== 1) return false;
    if (devices && devices[oneOf(devices.length, drawn(block, index, 2))] !== 1) return false;
    if (coded === null && codedByType === null) return true;
    const is = isCoded(block, index);
    return (coded === null || is === coded) && (codedByType === null || is === codedByType);
  };
}

function isCoded(block: ReportBlock, index: number): boolean {
  return (drawn(block, index, 3) & 3) === 0;
}

/** An index below `count`. Scaling is several times as fast as the remainder of a number beyond 31 bits. */
function oneOf(count: number, draw: number): number {
  return Math.floor(draw * (count / 0x1_0000_0000));
}

function drawn(block: ReportBlock, index: number, which: number): number {
  let mixed = Math.imul(index ^ block.seed, 0x9e3779b1) ^ Math.imul(which + 1, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

const nobody = { id: 'u1', name: '' };
const nothing = { teamviewerId: 100_000_000, name: '', groupId: '', groupName: '' };
const notes = [
  'Drucker neu eingerichtet',
  'Passwort zurückgesetzt',
  'Update eingespielt',
  'VPN geprüft',
  'Rückruf nötig',
];

/** Ends grow with the index, which lets a window be found by halving. */
export function endOf(block: ReportBlock, index: number): EpochMs {
  return Math.floor(block.from + ((block.to - block.from) * (index + 1)) / block.count);
}

/** Number of reports of a block that end before `at`. */
export function countEndingBefore(block: ReportBlock, at: EpochMs): number {
  let low = 0;
  let high = block.count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (endOf(block, middle) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The index that an id stands for, or null when it belongs to another block. */
export function indexOfId(block: ReportBlock, id: string): number | null {
  const wanted = id.toLowerCase();
  const index = Number.parseInt(wanted.slice(-12), 16);
  if (!(index >= 0 && index < block.count)) return null;
  return new GeneratedReport(block, index).id === wanted ? index : null;
}

/** Codes carry block and index, so that one is found without looking at the others. */
function codeOf(block: ReportBlock, index: number): string {
  const digits = String(900_000_000 - block.number * 10_000_000 - index);
  return `s${digits.slice(0, 3)}-${digits.slice(3, 6)}-${digits.slice(6)}`;
}

export function indexOfCode(block: ReportBlock, code: string): number | null {
  const digits = Number(code.toLowerCase().replaceAll(/[s-]/g, ''));
  const index = 900_000_000 - block.number * 10_000_000 - digits;
  if (!(index >= 0 && index < block.count)) return null;
  return new GeneratedReport(block, index).session?.code === code.toLowerCase() ? index : null;
}

function hex(number: number, length: number): string {
  return number.toString(16).padStart(length, '0').slice(-length);
}

import { crc32, deflateRawSync } from 'node:zlib';

/** One entry of an archive that is put together byte by byte, so that it can say what no packer would. */
export interface RawEntry {
  readonly name: string | Uint8Array;
  readonly content?: Uint8Array | string;
  /** Default deflate. */
  readonly method?: number;
  readonly flags?: number;
  /** Unix mode, default a regular file. */
  readonly mode?: number;
  readonly extra?: Uint8Array;
  readonly localName?: string;
  readonly localExtra?: Uint8Array;
  /** What the headers claim instead of the truth. */
  readonly claims?: {
    size?: number;
    compressedSize?: number;
    crc?: number;
    offset?: number;
    localSize?: number;
  };
  /** Data instead of the packed content. */
  readonly packed?: Uint8Array;
}

export interface RawArchive {
  readonly before?: Uint8Array;
  readonly between?: Uint8Array;
  readonly after?: Uint8Array;
  readonly comment?: Uint8Array;
  /** What the end record claims instead of the truth. */
  readonly end?: {
    disk?: number;
    directoryDisk?: number;
    entriesHere?: number;
    entries?: number;
    offset?: number;
    size?: number;
  };
  readonly zip64Locator?: boolean;
}

export function rawZip(entries: readonly RawEntry[], archive: RawArchive = {}): Buffer {
  const parts: Buffer[] = [Buffer.from(archive.before ?? [])];
  const directory: Buffer[] = [];
  let offset = parts[0]?.length ?? 0;
  for (const entry of entries) {
    const local = localPart(entry);
    directory.push(centralHeader(entry, entry.claims?.offset ?? offset));
    parts.push(local, Buffer.from(archive.between ?? []));
    offset += local.length + (archive.between?.length ?? 0);
  }
  const central = Buffer.concat(directory);
  const locator = archive.zip64Locator ? zip64Locator() : Buffer.alloc(0);
  const end = endRecord(entries.length, central.length, offset, archive);
  return Buffer.concat([...parts, central, locator, end, Buffer.from(archive.after ?? [])]);
}

function facts(entry: RawEntry) {
  const name = typeof entry.name === 'string' ? Buffer.from(entry.name) : Buffer.from(entry.name);
  const content = Buffer.from(entry.content ?? '');
  const method = entry.method ?? 8;
  const packed = Buffer.from(entry.packed ?? (method === 8 ? deflateRawSync(content) : content));
  return {
    name,
    method,
    packed,
    flags: entry.flags ?? 0,
    crc: entry.claims?.crc ?? crc32(content),
    size: entry.claims?.size ?? content.length,
    compressedSize: entry.claims?.compressedSize ?? packed.length,
    extra: Buffer.from(entry.extra ?? []),
  };
}

function localPart(entry: RawEntry): Buffer {
  const { method, packed, flags, crc, size, compressedSize, name } = facts(entry);
  const localName = entry.localName === undefined ? name : Buffer.from(entry.localName);
  const extra = Buffer.from(entry.localExtra ?? []);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(flags, 6);
  header.writeUInt16LE(method, 8);
  header.writeUInt16LE(0x21, 12);
  header.writeUInt32LE(crc, 14);
  header.writeUInt32LE(compressedSize, 18);
  header.writeUInt32LE(entry.claims?.localSize ?? size, 22);
  header.writeUInt16LE(localName.length, 26);
  header.writeUInt16LE(extra.length, 28);
  return Buffer.concat([header, localName, extra, packed]);
}

function centralHeader(entry: RawEntry, offset: number): Buffer {
  const { method, flags, crc, size, compressedSize, name, extra } = facts(entry);
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE((3 << 8) | 63, 4);
  header.writeUInt16LE(20, 6);
  header.writeUInt16LE(flags, 8);
  header.writeUInt16LE(method, 10);
  header.writeUInt16LE(0x21, 14);
  header.writeUInt32LE(crc, 16);
  header.writeUInt32LE(compressedSize, 20);
  header.writeUInt32LE(size, 24);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 38);
  header.writeUInt32LE(offset, 42);
  return Buffer.concat([header, name, extra]);
}

function endRecord(entries: number, size: number, offset: number, archive: RawArchive): Buffer {
  const comment = Buffer.from(archive.comment ?? []);
  const record = Buffer.alloc(22);
  record.writeUInt32LE(0x06054b50, 0);
  record.writeUInt16LE(archive.end?.disk ?? 0, 4);
  record.writeUInt16LE(archive.end?.directoryDisk ?? 0, 6);
  record.writeUInt16LE(archive.end?.entriesHere ?? entries, 8);
  record.writeUInt16LE(archive.end?.entries ?? entries, 10);
  record.writeUInt32LE(archive.end?.size ?? size, 12);
  record.writeUInt32LE(archive.end?.offset ?? offset, 16);
  record.writeUInt16LE(comment.length, 20);
  return Buffer.concat([record, comment]);
}

function zip64Locator(): Buffer {
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeUInt32LE(1, 16);
  return locator;
}

/** An extra field of a header. */
export function extraField(id: number, data: Uint8Array | string): Buffer {
  const content = Buffer.from(data);
  const header = Buffer.alloc(4);
  header.writeUInt16LE(id, 0);
  header.writeUInt16LE(content.length, 2);
  return Buffer.concat([header, content]);
}

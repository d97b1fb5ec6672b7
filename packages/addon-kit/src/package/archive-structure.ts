import type { PackageLimits } from './limits.ts';
import { PackageRefusal } from './package-refusal.ts';

const endRecordBytes = 22;
const endRecordSignature = 0x06054b50;
const localHeaderSignature = 0x04034b50;
const zip64LocatorSignature = 0x07064b50;
const zip64LocatorBytes = 20;

/** Where the central directory lies, and how many entries it has. */
export interface ArchiveStructure {
  readonly entries: number;
  readonly directoryStart: number;
  readonly directoryEnd: number;
}

/**
 * Reads the archive's end record. Everything that makes readers of ZIP files disagree (comments, data before or after,
 * several disks, ZIP64) is refused here, so that what is checked is what is used.
 */
export function archiveStructure(bytes: Buffer, limits: PackageLimits): ArchiveStructure {
  if (bytes.length === 0) throw new PackageRefusal('archive_empty');
  if (bytes.length > limits.compressedBytes) {
    throw new PackageRefusal('archive_too_large', { bytes: bytes.length, limit: limits.compressedBytes });
  }
  const end = endRecord(bytes);
  const disks = [bytes.readUInt16LE(end + 4), bytes.readUInt16LE(end + 6)];
  const [onThisDisk, entries] = [bytes.readUInt16LE(end + 8), bytes.readUInt16LE(end + 10)];
  const [directoryBytes, directoryStart] = [bytes.readUInt32LE(end + 12), bytes.readUInt32LE(end + 16)];

  const locator = end - zip64LocatorBytes;
  const hasLocator = locator >= 0 && bytes.readUInt32LE(locator) === zip64LocatorSignature;
  if (hasLocator || entries === 0xffff || directoryBytes === 0xffffffff || directoryStart === 0xffffffff) {
    throw new PackageRefusal('archive_zip64');
  }
  if (disks.some((disk) => disk !== 0) || onThisDisk !== entries)
    throw new PackageRefusal('archive_multi_disk');
  if (entries > limits.entries) {
    throw new PackageRefusal('archive_too_many_entries', { count: entries, limit: limits.entries });
  }
  if (directoryStart + directoryBytes > end) {
    throw new PackageRefusal('archive_damaged', { reason: 'central directory' });
  }
  if (directoryStart + directoryBytes !== end) throw new PackageRefusal('archive_surrounded');
  return { entries, directoryStart, directoryEnd: end };
}

function endRecord(bytes: Buffer): number {
  const expected = bytes.length - endRecordBytes;
  if (expected >= 0 && bytes.readUInt32LE(expected) === endRecordSignature) {
    if (bytes.readUInt16LE(expected + 20) !== 0) throw new PackageRefusal('archive_truncated');
    return expected;
  }
  const found = earlierEndRecords(bytes);
  if (found.length > 0) {
    const isComment = found.some((at) => at + endRecordBytes + bytes.readUInt16LE(at + 20) === bytes.length);
    throw new PackageRefusal(isComment ? 'archive_comment' : 'archive_surrounded');
  }
  const looksLikeZip = bytes.length >= 4 && bytes.readUInt32LE(0) === localHeaderSignature;
  throw new PackageRefusal(looksLikeZip ? 'archive_truncated' : 'archive_not_zip');
}

function earlierEndRecords(bytes: Buffer): number[] {
  const signature = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
  const found: number[] = [];
  // A comment has at most 65,535 bytes.
  let from = Math.max(0, bytes.length - endRecordBytes - 0xffff);
  for (let at = bytes.indexOf(signature, from); at >= 0; at = bytes.indexOf(signature, from)) {
    if (at + endRecordBytes <= bytes.length) found.push(at);
    from = at + signature.length;
  }
  return found;
}

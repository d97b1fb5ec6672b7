import { crc32 } from 'node:zlib';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { judgeEntry } from './archive-entry.ts';
import { type ArchiveStructure, archiveStructure } from './archive-structure.ts';
import type { PackageLimits } from './limits.ts';
import { PackageRefusal } from './package-refusal.ts';

const centralHeaderBytes = 46;
/** A data descriptor, with or without its signature, may follow an entry's data. */
const descriptorBytes = 16;

interface Found {
  readonly path: string;
  readonly entry: Entry;
}

/** Unpacks an archive into memory; refuses it before anything is unpacked wherever that can be seen. */
export async function readArchive(bytes: Uint8Array, limits: PackageLimits): Promise<Map<string, Buffer>> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const structure = archiveStructure(buffer, limits);
  const zip = await orDamaged(() =>
    fromBufferPromise(buffer, { decodeStrings: false, validateEntrySizes: true, strictFileNames: true }),
  );
  const found = await orDamaged(() => listEntries(zip, structure, limits));
  await orDamaged(() => judgePlacement(zip, found, structure));
  const files = new Map<string, Buffer>();
  for (const { path, entry } of found) files.set(path, await unpack(zip, entry, path));
  return files;
}

async function listEntries(
  zip: ZipFile,
  structure: ArchiveStructure,
  limits: PackageLimits,
): Promise<Found[]> {
  const found: Found[] = [];
  const byFoldedPath = new Map<string, string>();
  let unpacked = 0;
  let directoryBytes = 0;
  for await (const entry of zip.eachEntry()) {
    const path = judgeEntry(entry, limits);
    const twin = byFoldedPath.get(path.toLowerCase());
    if (twin === path) throw new PackageRefusal('path_duplicate', { path });
    if (twin !== undefined) throw new PackageRefusal('path_case_twin', { path, other: twin });
    byFoldedPath.set(path.toLowerCase(), path);
    unpacked += entry.uncompressedSize;
    if (unpacked > limits.unpackedBytes) {
      throw new PackageRefusal('archive_unpacked_too_large', {
        bytes: unpacked,
        limit: limits.unpackedBytes,
      });
    }
    directoryBytes +=
      centralHeaderBytes + entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength;
    found.push({ path, entry });
  }
  if (structure.directoryStart + directoryBytes !== structure.directoryEnd) {
    throw new PackageRefusal('archive_surrounded');
  }
  return found;
}

/** Every byte before the central directory belongs to exactly one entry, and both headers of each entry agree. */
async function judgePlacement(
  zip: ZipFile,
  found: readonly Found[],
  structure: ArchiveStructure,
): Promise<void> {
  const inOrder = found.toSorted(
    (a, b) => a.entry.relativeOffsetOfLocalHeader - b.entry.relativeOffsetOfLocalHeader,
  );
  let end = 0;
  let slack = 0;
  for (const { path, entry } of inOrder) {
    const start = entry.relativeOffsetOfLocalHeader;
    if (start < end) throw new PackageRefusal('archive_overlap', { path });
    if (start > end + slack) throw new PackageRefusal('archive_surrounded');
    const local = await zip.readLocalFileHeaderPromise(entry);
    const described = (local.generalPurposeBitFlag & 0x0008) !== 0;
    const agrees =
      local.fileName.equals(entry.fileNameRaw) &&
      local.compressionMethod === entry.compressionMethod &&
      local.generalPurposeBitFlag === entry.generalPurposeBitFlag &&
      (described ||
        (local.compressedSize === entry.compressedSize &&
          local.uncompressedSize === entry.uncompressedSize &&
          local.crc32 === entry.crc32));
    if (!agrees) throw new PackageRefusal('entry_header_differs', { path });
    end = local.fileDataStart + entry.compressedSize;
    slack = described ? descriptorBytes : 0;
    if (end > structure.directoryStart) throw new PackageRefusal('archive_overlap', { path });
  }
  if (structure.directoryStart > end + slack) throw new PackageRefusal('archive_surrounded');
}

async function unpack(zip: ZipFile, entry: Entry, path: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of await zip.openReadStreamPromise(entry)) {
      if (!Buffer.isBuffer(chunk)) continue;
      length += chunk.length;
      if (length > entry.uncompressedSize) throw new PackageRefusal('entry_size_lies', { path });
      chunks.push(chunk);
    }
  } catch (cause) {
    if (cause instanceof PackageRefusal) throw cause;
    // yauzl counts as well and says so in words only.
    if (/bytes in the stream/.test(String(cause)))
      throw new PackageRefusal('entry_size_lies', { path }, { cause });
    throw new PackageRefusal('archive_damaged', { reason: path }, { cause });
  }
  if (length !== entry.uncompressedSize) throw new PackageRefusal('entry_size_lies', { path });
  const content = Buffer.concat(chunks, length);
  if (crc32(content) !== entry.crc32) throw new PackageRefusal('entry_checksum', { path });
  return content;
}

async function orDamaged<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    if (cause instanceof PackageRefusal) throw cause;
    const message = cause instanceof Error ? cause.message : String(cause);
    if (/encryption/.test(message)) throw new PackageRefusal('archive_encrypted', { path: '?' }, { cause });
    throw new PackageRefusal('archive_damaged', { reason: message.slice(0, 120) }, { cause });
  }
}

import type { Entry } from 'yauzl';
import { entryPath } from './entry-path.ts';
import type { PackageLimits } from './limits.ts';
import { PackageRefusal } from './package-refusal.ts';

const encryptedFlags = 0x0001 | 0x0040 | 0x2000;
const fileType = { mask: 0o170000, regular: 0o100000, directory: 0o040000, link: 0o120000 };
const dosDirectory = 0x10;

/** Times and owners, which packers write by themselves and nobody reads here. */
const harmlessExtraFields = new Set([0x5455, 0x7875, 0x5855, 0x000a]);
const refusedExtraFields: ReadonlyMap<
  number,
  'archive_zip64' | 'entry_link' | 'archive_encrypted' | 'entry_header_differs'
> = new Map([
  [0x0001, 'archive_zip64'],
  // PKWARE Unix and ASi Unix: both can name the target of a hard or symbolic link.
  [0x000d, 'entry_link'],
  [0x756e, 'entry_link'],
  [0x0017, 'archive_encrypted'],
  [0x9901, 'archive_encrypted'],
  // A second, Unicode name: other readers would see another path than we do.
  [0x7075, 'entry_header_differs'],
]);

/** Judges what the central directory says about an entry, before a byte of it is unpacked; answers its path. */
export function judgeEntry(entry: Entry, limits: PackageLimits): string {
  const path = entryPath(entry.fileNameRaw, limits);
  if (entry.generalPurposeBitFlag & encryptedFlags) throw new PackageRefusal('archive_encrypted', { path });
  judgeType(entry, path);
  for (const field of entry.extraFields) {
    const refused = refusedExtraFields.get(field.id);
    if (refused) throw new PackageRefusal(refused, { path });
    if (!harmlessExtraFields.has(field.id)) throw new PackageRefusal('entry_extra_field', { path });
  }
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) {
    throw new PackageRefusal('entry_method', { path });
  }
  const ratio = entry.uncompressedSize / Math.max(entry.compressedSize, 1);
  if (entry.uncompressedSize > 65_536 && ratio > limits.ratio) {
    throw new PackageRefusal('archive_ratio', { path, ratio: Math.floor(ratio), limit: limits.ratio });
  }
  return path;
}

function judgeType(entry: Entry, path: string): void {
  const type = (entry.externalFileAttributes >>> 16) & fileType.mask;
  if (type === fileType.link) throw new PackageRefusal('entry_link', { path });
  if (type === fileType.directory || entry.externalFileAttributes & dosDirectory) {
    throw new PackageRefusal('entry_directory', { path });
  }
  // Packers on Windows leave the type out.
  if (type !== 0 && type !== fileType.regular) throw new PackageRefusal('entry_special', { path });
}

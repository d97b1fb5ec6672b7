import type { PackageLimits } from './limits.ts';
import { PackageRefusal } from './package-refusal.ts';

const deviceName = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i;
const segment = /^[A-Za-z0-9_-]([A-Za-z0-9._-]*[A-Za-z0-9_-])?$/;

/** Answers an entry's path, or refuses it before anything uses it. */
export function entryPath(raw: Uint8Array, limits: PackageLimits): string {
  const path = Buffer.from(raw).toString('latin1');
  if (path.includes('\0')) throw new PackageRefusal('path_null');
  if (path.length > limits.pathLength) {
    throw new PackageRefusal('path_too_long', { length: path.length, limit: limits.pathLength });
  }
  const shown = { path: printable(path) };
  if (path.includes('\\')) throw new PackageRefusal('path_backslash', shown);
  if (/^[A-Za-z]:/.test(path)) throw new PackageRefusal('path_drive', shown);
  if (path.startsWith('/')) throw new PackageRefusal('path_absolute', shown);
  if (path.endsWith('/')) throw new PackageRefusal('entry_directory', shown);
  const segments = path.split('/');
  if (segments.includes('..') || segments.includes('.')) throw new PackageRefusal('path_relative', shown);
  if (!segments.every((part) => segment.test(part))) throw new PackageRefusal('path_characters', shown);
  if (segments.some((part) => deviceName.test(part))) throw new PackageRefusal('path_device', shown);
  if (segments.length > limits.pathDepth) throw new PackageRefusal('path_too_deep', shown);
  return path;
}

/** A path as a sentence may show it: control and foreign characters cannot play tricks there. */
export function printable(path: string): string {
  return path.replace(/[^\x20-\x7e]/g, '?').slice(0, 120);
}

import { deflateRawSync } from 'node:zlib';
import type { RefusalCode } from '../src/package/refusals.ts';
import { extraField, type RawArchive, type RawEntry, rawZip } from './raw-zip.ts';
import { sampleFiles } from './sample-package.ts';

export interface HostileArchive {
  readonly name: string;
  readonly code: RefusalCode;
  readonly bytes: () => Buffer;
}

function good(): RawEntry[] {
  return Object.entries(sampleFiles()).map(([name, content]) => ({ name, content }));
}
function withEntry(entry: RawEntry, archive?: RawArchive): () => Buffer {
  return () => rawZip([...good(), entry], archive);
}
function path(name: string, code: RefusalCode, label = name): HostileArchive {
  return { name: `a file called ${label}`, code, bytes: withEntry({ name, content: 'x' }) };
}
function around(name: string, code: RefusalCode, archive: RawArchive): HostileArchive {
  return { name, code, bytes: () => rawZip(good(), archive) };
}
function entry(name: string, code: RefusalCode, raw: RawEntry): HostileArchive {
  return { name, code, bytes: withEntry(raw) };
}
function file(
  name: string,
  code: RefusalCode,
  change: Record<string, string | Uint8Array | null>,
): HostileArchive {
  return {
    name,
    code,
    bytes: () =>
      rawZip(Object.entries(sampleFiles(change)).map(([path, content]) => ({ name: path, content }))),
  };
}

const megabyte = 1024 * 1024;

/** Archives that lie, escape, explode or hide something; each must be refused for its own reason. */
export const hostileArchives: readonly HostileArchive[] = [
  { name: 'an empty file', code: 'archive_empty', bytes: () => Buffer.alloc(0) },
  {
    name: 'no archive at all',
    code: 'archive_not_zip',
    bytes: () => Buffer.from('%PDF-1.7 nothing of a ZIP file'),
  },
  { name: 'a truncated archive', code: 'archive_truncated', bytes: () => rawZip(good()).subarray(0, -30) },
  {
    name: 'an archive cut inside its end record',
    code: 'archive_truncated',
    bytes: () => rawZip(good()).subarray(0, -2),
  },
  {
    name: 'an archive beyond the allowed size',
    code: 'archive_too_large',
    bytes: () => Buffer.alloc(21 * megabyte, 1),
  },
  around('appended data', 'archive_surrounded', { after: Buffer.from('#!/bin/sh\n') }),
  around('data before the first entry', 'archive_surrounded', { before: Buffer.from('MZ an executable') }),
  around('data between the entries', 'archive_surrounded', { between: Buffer.alloc(64, 1) }),
  around('a comment', 'archive_comment', { comment: Buffer.from('PK\x05\x06 a second end') }),
  around('several disks', 'archive_multi_disk', { end: { disk: 1 } }),
  around('fewer entries here than in all', 'archive_multi_disk', { end: { entriesHere: 1 } }),
  around('a ZIP64 locator', 'archive_zip64', { zip64Locator: true }),
  around('ZIP64 marks in the end record', 'archive_zip64', { end: { entries: 0xffff, entriesHere: 0xffff } }),
  around('a directory beyond the end', 'archive_damaged', { end: { offset: 0x7fffffff } }),
  around('fewer entries claimed than listed', 'archive_surrounded', { end: { entries: 3, entriesHere: 3 } }),
  {
    name: 'too many entries',
    code: 'archive_too_many_entries',
    bytes: () => rawZip(Array.from({ length: 301 }, (_, index) => ({ name: `migrations/${index}.sql` }))),
  },
  path('../evil.js', 'path_relative'),
  path('strings/../../evil.js', 'path_relative'),
  path('/etc/passwd', 'path_absolute'),
  path('C:/evil.js', 'path_drive'),
  path('strings\\evil.json', 'path_backslash'),
  path('strings/nul.json', 'path_device'),
  path('COM1', 'path_device'),
  path('server.js\0.png', 'path_null', 'server.js<null>.png'),
  path('strings/\u202egnp.js', 'path_characters', 'a name written from right to left'),
  path('strings//de.json', 'path_characters'),
  path('server.js.', 'path_characters'),
  path('server.js ', 'path_characters', 'server.js<space>'),
  path(`${'a'.repeat(65_000)}.js`, 'path_too_long', 'an overlong name'),
  path('a/b/c/d.json', 'path_too_deep'),
  path('server.js', 'path_duplicate', 'server.js a second time'),
  path('Server.JS', 'path_case_twin'),
  path('install.sh', 'file_unexpected'),
  entry('a nested archive', 'file_unexpected', {
    name: 'inner.zip',
    content: rawZip([{ name: 'bomb', content: 'x' }]),
  }),
  entry('a directory', 'entry_directory', { name: 'strings/' }),
  entry('a directory by its attributes', 'entry_directory', { name: 'strings', mode: 0o040755 }),
  entry('a symbolic link', 'entry_link', { name: 'README.md', content: '/etc/passwd', mode: 0o120777 }),
  entry('a hard link', 'entry_link', {
    name: 'README.md',
    extra: extraField(0x000d, Buffer.concat([Buffer.alloc(12), Buffer.from('/etc/passwd')])),
  }),
  entry('a device', 'entry_special', { name: 'README.md', mode: 0o060600 }),
  entry('a named pipe', 'entry_special', { name: 'README.md', mode: 0o010600 }),
  entry('an encrypted entry', 'archive_encrypted', { name: 'README.md', content: 'secret', flags: 0x1 }),
  entry('a strongly encrypted entry', 'archive_encrypted', {
    name: 'README.md',
    content: 'secret',
    flags: 0x41,
  }),
  entry('an AES encrypted entry', 'archive_encrypted', {
    name: 'README.md',
    extra: extraField(0x9901, Buffer.alloc(7)),
  }),
  entry('a second, Unicode name', 'entry_header_differs', {
    name: 'README.md',
    extra: extraField(0x7075, Buffer.concat([Buffer.alloc(5, 1), Buffer.from('../evil')])),
  }),
  entry('ZIP64 sizes of an entry', 'archive_zip64', {
    name: 'README.md',
    extra: extraField(0x0001, Buffer.alloc(16)),
  }),
  entry('unknown extra information', 'entry_extra_field', {
    name: 'README.md',
    extra: extraField(0x4242, 'hello'),
  }),
  entry('another name in the local header', 'entry_header_differs', {
    name: 'README.md',
    localName: 'EVILS.md!',
  }),
  entry('another size in the local header', 'entry_header_differs', {
    name: 'README.md',
    content: 'hello',
    claims: { localSize: 4 },
  }),
  entry('a method nobody knows', 'entry_method', { name: 'README.md', content: 'x', method: 99 }),
  entry('a size that is too small', 'entry_size_lies', {
    name: 'README.md',
    content: 'a'.repeat(5000),
    claims: { size: 100 },
  }),
  entry('a size that is too large', 'entry_size_lies', {
    name: 'README.md',
    content: 'a'.repeat(50),
    claims: { size: 5000 },
  }),
  entry('a bomb that lies about its size', 'entry_size_lies', {
    name: 'README.md',
    packed: deflateRawSync(Buffer.alloc(32 * megabyte)),
    claims: { size: 1000 },
  }),
  entry('a ratio of a thousand to one', 'archive_ratio', {
    name: 'README.md',
    content: Buffer.alloc(4 * megabyte),
  }),
  {
    name: 'more than may be unpacked',
    code: 'archive_unpacked_too_large',
    bytes: withEntry({
      name: 'README.md',
      packed: Buffer.alloc(megabyte, 1),
      claims: { size: 80 * megabyte, compressedSize: megabyte },
    }),
  },
  entry('overlapping entries', 'archive_overlap', {
    name: 'README.md',
    content: 'x',
    claims: { offset: 10 },
  }),
  entry('a wrong checksum', 'entry_checksum', { name: 'README.md', content: 'hello', claims: { crc: 1 } }),
  entry('data that cannot be unpacked', 'archive_damaged', {
    name: 'README.md',
    packed: Buffer.alloc(64, 0xff),
    claims: { size: 640 },
  }),
  file('no manifest', 'file_missing', { 'manifest.json': null }),
  file('no module', 'file_missing', { 'server.js': null }),
  file('a manifest that is no JSON', 'json_malformed', { 'manifest.json': '{"id": ' }),
  file('a manifest in another encoding', 'file_not_text', {
    'manifest.json': Buffer.from([0xff, 0xfe, 0x00]),
  }),
  file('a manifest nested without end', 'json_too_deep', { 'manifest.json': '['.repeat(60_000) }),
  file('a manifest of many megabytes', 'file_too_large', {
    'manifest.json': JSON.stringify({
      id: 'sample',
      padding: Array.from({ length: 40_000 }, (_, index) => `item ${index}`),
    }),
  }),
  file('a manifest with a thousand faults', 'manifest_invalid', {
    'manifest.json': JSON.stringify({ contributions: { actions: Array.from({ length: 1000 }, () => ({})) } }),
  }),
  file('strings that lack a key', 'strings_invalid', { 'strings/en.json': '{}' }),
  file('strings that lack a language', 'strings_invalid', { 'strings/en.json': null }),
  file('a signature that is none', 'signature_malformed', { 'signature.json': '{"keyId":"x"}' }),
];

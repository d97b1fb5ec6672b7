import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip as gunzipCallback, gzip as gzipCallback } from 'node:zlib';
import { z } from 'zod';

const gzip = promisify(gzipCallback);
const gunzip = promisify(gunzipCallback);

/*
 * A backup is one file: a line that names the format and the digest of the next one, a line of JSON that says what
 * follows, and the parts behind each other, compressed together. Every byte is covered by a digest.
 */
const format = 'fernwart-backup 1';

const partHeader = z.object({
  name: z.enum(['database', 'master.key']),
  bytes: z.number().int().nonnegative(),
  sha256: z.string(),
});
const backupHeader = z.object({
  createdAt: z.string(),
  /** Version of Fernwart that made it. */
  platform: z.string(),
  /** Migrations that its database has seen. */
  migrations: z.array(z.string()),
  parts: z.array(partHeader),
});
export type BackupPart = z.infer<typeof partHeader>['name'];

export interface Backup {
  readonly createdAt: Temporal.Instant;
  readonly platform: string;
  readonly migrations: readonly string[];
  readonly parts: ReadonlyMap<BackupPart, Uint8Array<ArrayBuffer>>;
}

export class BackupRefused extends Error {
  readonly code: 'backup_damaged' | 'backup_unknown';
  constructor(code: BackupRefused['code'], sentence: string, cause?: unknown) {
    super(sentence, { cause });
    this.code = code;
  }
}

export async function packBackup(backup: Backup): Promise<Uint8Array> {
  const parts = [...backup.parts];
  const header = JSON.stringify({
    createdAt: backup.createdAt.toString(),
    platform: backup.platform,
    migrations: backup.migrations,
    parts: parts.map(([name, bytes]) => ({ name, bytes: bytes.byteLength, sha256: sha256(bytes) })),
  });
  const body = await gzip(Buffer.concat(parts.map(([, bytes]) => bytes)), { level: 3 });
  return Buffer.concat([Buffer.from(`${format} ${sha256(header)}\n${header}\n`), body]);
}

/** Reads a backup and compares every digest. Rejects with `BackupRefused`. */
export async function readBackup(file: string): Promise<Backup> {
  return unpackBackup(await readFile(file), file);
}

async function unpackBackup(bytes: Buffer, file: string): Promise<Backup> {
  const [first, afterFirst] = lineAt(bytes, 0);
  const [headerText, bodyStart] = lineAt(bytes, afterFirst);
  if (!first.startsWith('fernwart-backup ')) {
    throw new BackupRefused('backup_unknown', `${file} is no backup of Fernwart.`);
  }
  if (!first.startsWith(`${format} `)) {
    throw new BackupRefused(
      'backup_unknown',
      `${file} is a backup in a format that this version cannot read: restore it with the version that made it.`,
    );
  }
  if (first !== `${format} ${sha256(headerText)}`) throw damaged(file);
  const header = backupHeader.parse(JSON.parse(headerText));
  const body = await gunzip(bytes.subarray(bodyStart)).catch((error: unknown) => {
    throw damaged(file, error);
  });
  let at = 0;
  const parts = new Map<BackupPart, Uint8Array<ArrayBuffer>>();
  for (const part of header.parts) {
    const piece = new Uint8Array(body.subarray(at, at + part.bytes));
    if (piece.byteLength !== part.bytes || sha256(piece) !== part.sha256) throw damaged(file);
    parts.set(part.name, piece);
    at += part.bytes;
  }
  return {
    createdAt: Temporal.Instant.from(header.createdAt),
    platform: header.platform,
    migrations: header.migrations,
    parts,
  };
}

function lineAt(bytes: Buffer, from: number): [line: string, next: number] {
  const end = bytes.indexOf('\n', from);
  if (end < 0) return ['', bytes.length];
  return [bytes.toString('utf8', from, end), end + 1];
}

function damaged(file: string, cause?: unknown): BackupRefused {
  return new BackupRefused('backup_damaged', `${file} is damaged or not whole: take another backup.`, cause);
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

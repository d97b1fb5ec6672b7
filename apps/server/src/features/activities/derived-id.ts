import { createHash } from 'node:crypto';

/** A UUID (version 8) that the person and the key decide: repeating meets the same row, without a table of keys. */
export function derivedId(
  purpose: 'activity' | 'comment' | 'attachment',
  actorId: string,
  key: string,
): string {
  const bytes = createHash('sha256').update(`${purpose}\n${actorId}\n${key}`).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock/clock.ts';

/** Makes UUIDv7: ordered by the clock's milliseconds, 74 random bits. */
export type NewId = () => string;

export function uuidV7(clock: Clock): NewId {
  return () => {
    const bytes = randomBytes(16);
    bytes.writeUIntBE(clock.now().epochMilliseconds, 0, 6);
    bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
    bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
    return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  };
}

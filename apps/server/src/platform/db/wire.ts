import pg from 'pg';
import type { SqlValue } from './database.ts';

/** Parameters leave as PostgreSQL's text format, so that both drivers see the same. Libraries also pass dates and objects. */
export function toWire(value: SqlValue | Date | object | undefined): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Uint8Array)
    return `\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`;
  if (Array.isArray(value)) return `{${value.map(arrayElement).join(',')}}`;
  return scalar(value);
}

function scalar(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'object' && value !== null && !(value instanceof Temporal.Instant))
    return JSON.stringify(value);
  return String(value);
}

function arrayElement(value: unknown): string {
  if (value === null) return 'null';
  return `"${scalar(value).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

const timestamptz = 1184;
const int8 = 20;
const numeric = 1700;
const bytea = 17;

/** Values arrive in PostgreSQL's text format; instants are told in UTC, which every session is set to. */
export function fromWire(typeId: number): (text: string) => unknown {
  switch (typeId) {
    case timestamptz:
      return (text) => Temporal.Instant.from(text.replace(' ', 'T'));
    case int8:
    case numeric:
      return Number;
    case bytea:
      return (text) => Buffer.from(text.slice(2), 'hex');
    default:
      return pg.types.getTypeParser(typeId, 'text') as (text: string) => unknown;
  }
}

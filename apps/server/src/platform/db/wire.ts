import pg from 'pg';
import type { SqlValue } from './database.ts';

type Scalar = string | number | boolean | null | Temporal.Instant;

/** Parameters leave as PostgreSQL's text format, so that both drivers see the same. */
export function toWire(value: SqlValue | undefined): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Uint8Array)
    return `\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`;
  if (Array.isArray(value)) return `{${value.map(arrayElement).join(',')}}`;
  return String(value);
}

function arrayElement(value: Scalar): string {
  if (value === null) return 'null';
  return `"${String(value).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
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

import { parseDate } from '../state/dates.ts';
import type { EpochMs } from '../state/model.ts';
import { invalidRequest, malformed } from './api-error.ts';
import type { Call, Operation } from './operation.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The body as an object; a missing one counts as empty. */
export function bodyOf(call: Call): Fields {
  if (call.body === undefined || call.body === null) return {};
  if (typeof call.body !== 'object' || Array.isArray(call.body)) {
    throw invalidRequest('The body is not an object.');
  }
  return call.body as Fields;
}

/** A text member; `undefined` when absent or null. Numbers are taken as text, since forms know no types. */
export function textOf(
  fields: Fields,
  name: string,
  bounds: { min?: number; max?: number } = {},
): string | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  if (typeof text !== 'string') throw malformed(name);
  if (text.length < (bounds.min ?? 0) || text.length > (bounds.max ?? Number.POSITIVE_INFINITY)) {
    throw malformed(name);
  }
  return text;
}

export function requiredText(
  fields: Fields,
  name: string,
  bounds: { min?: number; max?: number } = {},
): string {
  const text = textOf(fields, name, { min: 1, ...bounds });
  if (text === undefined) throw malformed(name);
  return text;
}

export function booleanOf(fields: Fields, name: string): boolean | undefined {
  const text = textOf(fields, name)?.toLowerCase();
  if (text === undefined || text === '') return undefined;
  if (text === 'true' || text === '1') return true;
  if (text === 'false' || text === '0') return false;
  throw malformed(name);
}

export function dateOf(fields: Fields, name: string): EpochMs | undefined {
  const text = textOf(fields, name);
  if (text === undefined || text === '') return undefined;
  const at = parseDate(text);
  if (at === null) throw malformed(name);
  return at;
}

/** A comma separated list; `undefined` when absent. */
export function listOf(fields: Fields, name: string): string[] | undefined {
  const text = textOf(fields, name);
  if (text === undefined || text.trim() === '') return undefined;
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Strict mode: names of parameters that nobody documented are refused (TV-1.8). */
export function refuseUnknown(operation: Operation, call: Call): void {
  const known = (names: readonly string[] | undefined, given: object) => {
    if (!names) return;
    const allowed = new Set(names.map((name) => name.toLowerCase()));
    const stranger = Object.keys(given).find((name) => !allowed.has(name.toLowerCase()));
    if (stranger) throw invalidRequest(`Parameter '${stranger}' is unknown.`);
  };
  known(operation.parameters ?? (operation.method === 'GET' ? [] : undefined), call.query);
  if (call.body && typeof call.body === 'object' && !Array.isArray(call.body)) {
    known(operation.members, call.body);
  }
}

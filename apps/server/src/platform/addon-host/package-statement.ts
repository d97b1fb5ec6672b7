import type { SqlValue } from '@fernwart/addon-kit';
import { AddonError } from './addon-error.ts';

/** A tagged template as text with `$1…` and its values, which are values indeed: nothing in them becomes SQL. */
export function packageStatement(
  strings: readonly string[],
  values: readonly SqlValue[],
): { text: string; values: readonly SqlValue[] } {
  const text = strings.reduce((sofar, part, index) => `${sofar}$${index}${part}`);
  return { text, values: values.map(checked) };
}

function checked(value: SqlValue): SqlValue {
  const allowed =
    value === null ||
    ['string', 'number', 'boolean'].includes(typeof value) ||
    isInstant(value) ||
    (Array.isArray(value) && value.every((item) => item === null || typeof item !== 'object'));
  if (!allowed) {
    throw new AddonError('bad_value', 'objects go into a statement through JSON.stringify and ::jsonb');
  }
  return value;
}

function isInstant(value: unknown): boolean {
  return Object.prototype.toString.call(value) === '[object Temporal.Instant]';
}

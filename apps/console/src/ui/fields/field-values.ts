import type { FormField } from '@fernwart/contract';

export type FieldValues = Record<string, unknown>;

/** What a form starts with: the stored values, and something of the right kind where there is none. */
export function startingValues(fields: readonly FormField[], stored: Readonly<FieldValues>): FieldValues {
  return Object.fromEntries(
    fields.map((field) => [field.name, stored[field.name] ?? field.default ?? emptyValue(field)]),
  );
}

/** What is sent: readonly fields and untouched secrets stay out, empty numbers become null. */
export function sentValues(fields: readonly FormField[], values: Readonly<FieldValues>): FieldValues {
  const sent: FieldValues = {};
  for (const { name, kind } of fields) {
    const value = values[name];
    if (kind === 'readonly') continue;
    if (kind === 'secret' && (value === '' || value === undefined)) continue;
    sent[name] = kind === 'number' && value === '' ? null : value;
  }
  return sent;
}

/** Longer than the field takes. */
export function isTooLong({ maxLength }: FormField, value: unknown): boolean {
  return maxLength !== undefined && typeof value === 'string' && value.length > maxLength;
}

function emptyValue(field: FormField): unknown {
  if (field.kind === 'switch') return false;
  return '';
}

import type { z } from 'zod';
import type { DriftTally } from './drift.ts';
import { RawRecord } from './raw-record.ts';
import { UNKNOWN } from './values.ts';

/** Turns one record of an answer into our own shape, noting how it differs from what is known. */
export interface RecordReader<T> {
  /** `undefined` when the record lacks what makes it usable, such as its id. */
  read(raw: unknown, tally: DriftTally): T | undefined;
}

/** How a record is read. Field names are TeamViewer's, as the facts spell them. */
export interface RecordSpec<Shape extends z.ZodObject, T> {
  readonly name: string;
  /** The fields that are read. One that is not optional makes a record without it unusable. */
  readonly schema: Shape;
  /** Optional fields whose absence is worth a note, because every documented answer has them. */
  readonly expected?: readonly (keyof z.output<Shape> & string)[];
  /** Documented fields that are not read. */
  readonly alsoKnown?: readonly string[];
  /** Other documented names of a field: `{ bill: 'fee' }`. */
  readonly aliases?: Readonly<Record<string, keyof z.output<Shape> & string>>;
  readonly present: (fields: z.output<Shape>, raw: RawRecord) => T;
}

/**
 * Makes a reader. Names are compared without regard to case, because both spellings of some are in use (facts §7:
 * `teamviewerId` and `TeamViewerId` [C: PS]); `null` counts as absent. An optional field that cannot be read is left
 * out and noted, so that one odd value does not cost the whole record.
 */
export function recordReader<Shape extends z.ZodObject, T>(spec: RecordSpec<Shape, T>): RecordReader<T> {
  const fields = Object.keys(spec.schema.shape);
  const canonical = new Map(fields.map((field) => [field.toLowerCase(), field]));
  for (const [alias, field] of Object.entries(spec.aliases ?? {})) canonical.set(alias.toLowerCase(), field);
  const known = new Set((spec.alsoKnown ?? []).map((field) => field.toLowerCase()));
  const expected = spec.expected ?? [];

  function fold(raw: Readonly<Record<string, unknown>>, tally: DriftTally): Record<string, unknown> {
    const folded: Record<string, unknown> = {};
    for (const key of Object.keys(raw)) {
      const field = canonical.get(key) ?? canonical.get(key.toLowerCase());
      if (field === undefined) {
        if (!known.has(key.toLowerCase())) tally.note(spec.name, 'unknown_field', key);
      } else if (raw[key] !== null) {
        folded[field] ??= raw[key];
      }
    }
    return folded;
  }

  function parse(folded: Record<string, unknown>, tally: DriftTally): z.output<Shape> | undefined {
    const first = spec.schema.safeParse(folded);
    if (first.success) return first.data;
    for (const field of new Set(first.error.issues.map((issue) => String(issue.path[0])))) {
      if (field in folded) tally.note(spec.name, 'unreadable_value', field);
      delete folded[field];
    }
    return spec.schema.safeParse(folded).data;
  }

  return {
    read(raw, tally) {
      if (!isRecord(raw)) {
        tally.note(spec.name, 'unreadable_record', '');
        return undefined;
      }
      const folded = fold(raw, tally);
      for (const field of expected) if (!(field in folded)) tally.note(spec.name, 'missing_field', field);
      const parsed = parse(folded, tally);
      if (parsed === undefined) {
        tally.note(spec.name, 'unreadable_record', '');
        return undefined;
      }
      for (const field of fields) {
        if (parsed[field] === UNKNOWN && folded[field] !== UNKNOWN) {
          tally.note(spec.name, 'unknown_value', field, String(folded[field]));
        }
      }
      return spec.present(parsed, new RawRecord(raw));
    },
  };
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Leaves out the members that are `undefined`, so that presented shapes have only what was sent. */
export function compact<T extends Record<string, unknown>>(value: T): Compacted<T> {
  const kept = {} as Record<string, unknown>;
  for (const key in value) if (value[key] !== undefined) kept[key] = value[key];
  return kept as Compacted<T>;
}

/** `{ a: string; b: number | undefined }` → `{ a: string; b?: number }` */
export type Compacted<T> = {
  [Key in keyof T as undefined extends T[Key] ? never : Key]: T[Key];
} & {
  [Key in keyof T as undefined extends T[Key] ? Key : never]?: Exclude<T[Key], undefined>;
};

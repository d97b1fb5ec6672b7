import { z } from 'zod';
import { decodeCursor, encodeCursor } from './cursor.ts';

/** Where a page ended: the last row's sort key as the database writes it, and its id, which decides between equals. */
export interface Cursor {
  readonly key: string;
  readonly id: string;
}

/** What a sort key looks like in PostgreSQL's text format. */
const keys = {
  instant: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/)
    .refine(isInstant),
  integer: z.string().regex(/^\d{1,4}$/),
  text: z.string().regex(/^[^\0]*$/),
};
export type KeyKind = keyof typeof keys;

function isInstant(text: string): boolean {
  try {
    Temporal.Instant.from(text);
    return true;
  } catch {
    return false;
  }
}

/** `order` names what the list is sorted by: a cursor of another order is refused with `invalid_input`. */
export function keysetCursor(order: string, key: KeyKind) {
  const schema = z.tuple([z.literal(order), keys[key], z.uuid()]);
  return {
    encode: (last: Cursor): string => encodeCursor([order, last.key, last.id]),
    decode(cursor: string | undefined): Cursor | null {
      const place = decodeCursor(schema, cursor);
      return place === undefined ? null : { key: place[1], id: place[2] };
    },
  };
}

import { z } from 'zod';
import { parseInstant } from '../instant.ts';

/** Text; ids that arrive as numbers become text (facts §8 [C]: `deviceid` is a string or a number). */
export const text = z.union([z.string(), z.number().transform(String)]);

/** A number, or digits as text. */
export const number = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d{1,15}(\.\d+)?$/)
    .transform(Number),
]);

/** `true`/`false`, also as text: `custom_field_has_paid_license` is a string (facts §4 [C]). */
export const flag = z.union([z.boolean(), z.stringbool({ truthy: ['true'], falsy: ['false'] })]);

/** A UTC date (facts §1 [C]). */
export const instant = z.string().transform((value, context) => {
  const read = parseInstant(value);
  if (read !== undefined) return read;
  context.addIssue({ code: 'custom', message: 'not a UTC date' });
  return z.NEVER;
});

/** A web address to hand on; never one of another scheme, because links are opened by browsers. */
export const link = z.string().refine((value) => {
  const url = URL.parse(value);
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:');
});

/**
 * A TeamViewer ID as digits, from `r1234567890`, `1234567890` or the number (facts §1.1 [C], 8–12 digits [L]). What is
 * not digits is unreadable, because these ids end up in links that start programs (facts §11).
 */
export const teamViewerId = z
  .union([z.string(), z.number().transform(String)])
  .transform((value) => value.replace(/^r/i, ''))
  .pipe(z.string().regex(/^\d{8,12}$/));

/** Stands for a value of an enumeration that is not known here. */
export const UNKNOWN = 'unknown';

/**
 * One of several words, compared without regard to case; numbers and digits are looked up in `numbers` (facts §1.2
 * [C]: the specification has integers where live answers have words). What is not known becomes {@link UNKNOWN}.
 */
export function choice<const Word extends string>(
  words: readonly Word[],
  numbers: Readonly<Record<number, Word>> = {},
) {
  const byText = new Map<string, Word>(words.map((word) => [word.toLowerCase(), word]));
  for (const [digits, word] of Object.entries(numbers)) byText.set(digits, word);
  return z
    .union([z.string(), z.number()])
    .transform((value): Word | typeof UNKNOWN => byText.get(String(value).trim().toLowerCase()) ?? UNKNOWN);
}

import { z } from 'zod';

/** UUIDv7 made by the application; opaque to add-ons. */
export const id = z.uuid();

/** ISO 8601 instant in UTC, e.g. `2026-01-15T08:00:00Z`. */
export const instant = z.iso.datetime({ offset: true });

export const languages = ['de', 'en'] as const;
export const language = z.enum(languages);
export type Language = z.infer<typeof language>;

/** A text in every installed language. */
export const localized = z.object({ de: z.string(), en: z.string() });
export type Localized = z.infer<typeof localized>;

/** Whether this runtime knows the name of a time zone, e.g. `Europe/Berlin`. */
export function isTimeZone(name: string): boolean {
  try {
    Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
export const timeZone = z.string().max(100).refine(isTimeZone, 'unknown time zone');

/** What an object is referred to by wherever its kind is open. */
export const subject = z.object({
  type: z.enum(['activity', 'asset', 'configuration', 'package', 'engineActivation', 'person']),
  id: z.string().min(1).max(200),
});
export type Subject = z.infer<typeof subject>;

export const personRef = z.object({ id, name: z.string() });
export type PersonRef = z.infer<typeof personRef>;

export const teamRef = z.object({ id, name: z.string() });
export type TeamRef = z.infer<typeof teamRef>;

/** Cursor paging: `cursor` is opaque and comes from the page before; `limit` is at most 200. */
export const pageQuery = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    /** Absent when nothing is left. */
    nextCursor: z.string().optional(),
    /** All rows that match, where counting them is cheap. */
    total: z.number().int().optional(),
  });
}
export interface Page<T> {
  items: T[];
  nextCursor?: string | undefined;
  total?: number | undefined;
}

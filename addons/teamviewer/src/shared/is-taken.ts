import { z } from 'zod';

const uniqueViolation = z.object({ code: z.literal('23505') });

/** Whether the database refused a row because another one with its key is there. */
export function isTaken(error: unknown): boolean {
  return uniqueViolation.safeParse(error).success;
}

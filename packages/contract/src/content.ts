import { z } from 'zod';
import { instant } from './common.ts';

/**
 * Typed inline content. Instants and durations are rendered in the reader's language and time zone;
 * text is text, never markup.
 */
export const inline = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string(), strong: z.boolean().optional() }),
  z.object({ type: z.literal('instant'), at: instant }),
  z.object({ type: z.literal('duration'), seconds: z.number().nonnegative() }),
  z.object({ type: z.literal('person'), id: z.string(), name: z.string() }),
  /** `href` is same-origin or https; the console opens anything else as plain text. */
  z.object({ type: z.literal('link'), href: z.string(), text: z.string() }),
  z.object({ type: z.literal('code'), text: z.string() }),
  z.object({ type: z.literal('break') }),
]);
export type Inline = z.infer<typeof inline>;

/** Journal content: one array of inline nodes per installed language. */
export const localizedContent = z.object({ de: z.array(inline), en: z.array(inline) });
export type LocalizedContent = z.infer<typeof localizedContent>;

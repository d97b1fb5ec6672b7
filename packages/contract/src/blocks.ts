import { z } from 'zod';
import { instant } from './common.ts';
import { inline } from './content.ts';

/**
 * Screens are data: an add-on renders blocks, the console draws them (ADR 0004).
 * All texts arrive in the reader's language.
 */
const tone = z.enum(['neutral', 'info', 'success', 'warning', 'danger']);

/** A form field. The form's values are an object with one member per field's `name`. */
export const formField = z.object({
  name: z.string(),
  label: z.string(),
  help: z.string().optional(),
  kind: z.enum(['text', 'multiline', 'secret', 'number', 'switch', 'select', 'url', 'date', 'readonly']),
  required: z.boolean().optional(),
  placeholder: z.string().optional(),
  options: z
    .array(z.object({ value: z.string(), label: z.string(), help: z.string().optional() }))
    .optional(),
  /** Shown behind "Advanced". */
  advanced: z.boolean().optional(),
  /** Offers a copy button beside the value. */
  copyable: z.boolean().optional(),
  /** Id of the package's action that reads anew what can be chosen. */
  refresh: z.string().optional(),
  /** A secret that is stored already: shown as kept, empty input leaves it. */
  stored: z.boolean().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  maxLength: z.number().optional(),
  /** What a new form starts with. */
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
});
export type FormField = z.infer<typeof formField>;

const button = z.object({
  /** The action's id inside the package, e.g. `end-session`. */
  action: z.string(),
  label: z.string(),
  tone: tone.optional(),
  prominent: z.boolean().optional(),
  /** Asked before it runs. */
  confirm: z.string().optional(),
  input: z.record(z.string(), z.unknown()).optional(),
  /** Greyed out, and why. */
  disabledReason: z.string().optional(),
});

const column = z.object({
  name: z.string(),
  label: z.string(),
  kind: z.enum(['text', 'number', 'instant', 'duration', 'link', 'badge', 'content']).default('text'),
  sortable: z.boolean().optional(),
});

const flat = [
  z.object({ type: z.literal('heading'), text: z.string() }),
  z.object({
    type: z.literal('text'),
    text: z.string(),
    tone: z.enum(['normal', 'dimmed', 'strong']).optional(),
  }),
  z.object({ type: z.literal('content'), content: z.array(inline) }),
  z.object({
    type: z.literal('facts'),
    facts: z.array(
      z.object({
        label: z.string(),
        value: z.array(inline),
        help: z.string().optional(),
        copy: z.string().optional(),
        tone: tone.optional(),
        /** Shown on hover and focus. */
        tooltip: z.string().optional(),
        tick: z.boolean().optional(),
      }),
    ),
  }),
  z.object({ type: z.literal('notice'), tone, title: z.string().optional(), text: z.string() }),
  z.object({
    type: z.literal('links'),
    links: z.array(
      z.object({
        href: z.string(),
        label: z.string(),
        newTab: z.boolean().optional(),
        prominent: z.boolean().optional(),
        disabledReason: z.string().optional(),
      }),
    ),
  }),
  z.object({ type: z.literal('buttons'), buttons: z.array(button) }),
  z.object({ type: z.literal('qr'), value: z.string(), label: z.string() }),
  /** A code in large readable groups, with spelling alphabets for reading aloud. */
  z.object({
    type: z.literal('code'),
    label: z.string(),
    value: z.string(),
    groups: z.array(z.string()),
    spelling: z.array(z.object({ label: z.string(), words: z.array(z.string()) })).optional(),
  }),
  z.object({
    type: z.literal('timeline'),
    entries: z.array(
      z.object({
        at: instant.optional(),
        title: z.string(),
        text: z.string().optional(),
        tone: tone.optional(),
      }),
    ),
  }),
  z.object({
    type: z.literal('progress'),
    label: z.string(),
    value: z.number().optional(),
    max: z.number().optional(),
  }),
  /** The live log of a run. */
  z.object({ type: z.literal('log'), run: z.string() }),
  z.object({
    type: z.literal('chart'),
    label: z.string(),
    unit: z.string(),
    /** Each point is the start of a day in the reader's time zone, and is named by its date alone. */
    per: z.literal('day').optional(),
    series: z.array(
      z.object({
        label: z.string(),
        points: z.array(z.object({ at: instant, value: z.number().nullable() })),
      }),
    ),
  }),
  z.object({
    type: z.literal('table'),
    /** The source's id inside the package. */
    source: z.string(),
    label: z.string(),
    columns: z.array(column),
    filters: z
      .array(
        z.object({
          name: z.string(),
          label: z.string(),
          options: z.array(z.object({ value: z.string(), label: z.string() })),
        }),
      )
      .optional(),
    searchable: z.boolean().optional(),
    empty: z.string(),
    csv: z.boolean().optional(),
  }),
  z.object({
    type: z.literal('form'),
    /** The form's id inside the package. */
    form: z.string(),
    fields: z.array(formField),
    values: z.record(z.string(), z.unknown()),
    submitLabel: z.string(),
  }),
  z.object({
    type: z.literal('difference'),
    rows: z.array(
      z.object({ label: z.string(), before: z.string(), after: z.string(), reason: z.string().optional() }),
    ),
    empty: z.string(),
  }),
  z.object({
    type: z.literal('inbox'),
    label: z.string(),
    empty: z.string(),
    items: z.array(
      z.object({ id: z.string(), title: z.string(), text: z.string(), decisions: z.array(button) }),
    ),
  }),
] as const;

export const flatBlock = z.discriminatedUnion('type', [...flat]);

/** A guide whose steps tick themselves; a step holds blocks that are no guides themselves. */
export const stepsBlock = z.object({
  type: z.literal('steps'),
  label: z.string(),
  steps: z.array(
    z.object({
      title: z.string(),
      state: z.enum(['open', 'current', 'done', 'failed']),
      at: instant.optional(),
      blocks: z.array(flatBlock).optional(),
    }),
  ),
});

export const block = z.discriminatedUnion('type', [...flat, stepsBlock]);
export type Block = z.infer<typeof block>;
export type FlatBlock = z.infer<typeof flatBlock>;
export type BlockButton = z.infer<typeof button>;
export type Tone = z.infer<typeof tone>;

/** A row of a table source: one member per column's `name`, plus `id` and its row actions. */
export const tableRow = z.object({
  id: z.string(),
  cells: z.record(z.string(), z.unknown()),
  href: z.string().optional(),
  actions: z.array(button).optional(),
});
export type TableRow = z.infer<typeof tableRow>;

import type { Language, Outcome } from '@fernwart/addon-kit';
import {
  block,
  formField,
  type Localized,
  notice,
  outcome,
  type PanelAnswer,
  tableRow,
} from '@fernwart/contract';
import { z } from 'zod';
import { AddonError, isPassing } from './addon-error.ts';
import { type LinkTarget, withTargets } from './hrefs.ts';

/** Bytes of JSON that one answer of an add-on may have: a flood ends here, not in a browser. */
const largestAnswer = 1024 * 1024;

const rendering = z.object({
  blocks: z.array(block).max(500),
  topics: z.array(z.string().max(200)).max(50).optional(),
});
const rows = z.object({
  rows: z.array(tableRow).max(200),
  nextCursor: z.string().max(500).optional(),
  total: z.number().int().optional(),
});
const formAnswer = z.object({
  fields: z.array(formField).max(100),
  values: z.record(z.string(), z.unknown()),
  submitLabel: z.string(),
});
const linkAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('redirect'), url: z.string() }),
  z.object({ kind: z.literal('refused'), text: z.string() }),
]);
const callbackAnswer = z.object({
  title: z.string(),
  text: z.string(),
  tone: z.enum(['success', 'danger']),
  close: z.boolean().optional(),
});

/** What add-on code answered is outside data: it is asked for exactly what is needed. */
function checked<S extends z.ZodType>(schema: S, answer: unknown): z.output<S> {
  const parsed = schema.safeParse(answer);
  if (!parsed.success) throw new AddonError('bad_answer', z.prettifyError(parsed.error), parsed.error);
  if (JSON.stringify(parsed.data).length > largestAnswer) {
    throw new AddonError('bad_answer', `the answer has more than ${largestAnswer} bytes`);
  }
  return parsed.data;
}

export function renderedBlocks(answer: unknown, target: LinkTarget): Pick<PanelAnswer, 'blocks' | 'topics'> {
  const { blocks, topics = [] } = checked(rendering, answer);
  return { blocks: withTargets(blocks, target), topics };
}

export function tableRows(answer: unknown, target: LinkTarget): z.output<typeof rows> {
  const page = checked(rows, answer);
  return {
    ...page,
    rows: page.rows.map((row) => (row.href === undefined ? row : { ...row, href: target(row.href) })),
  };
}

export function outcomeOf(answer: unknown, target: LinkTarget): Outcome {
  const given = checked(outcome, answer);
  return given.kind === 'open' ? { ...given, href: target(given.href) } : given;
}

export const formOf = (answer: unknown) => checked(formAnswer, answer);
export const openingOf = (answer: unknown) => checked(linkAnswer, answer);
export const callbackPageOf = (answer: unknown) => checked(callbackAnswer, answer);
export const errorsOf = (answer: unknown) => checked(z.record(z.string(), z.string().max(1000)), answer);

const choices = z.record(
  z.string(),
  z.array(z.object({ value: z.string().max(200), label: z.string().max(200) })).max(500),
);
export type Choices = z.output<typeof choices>;
export const choicesOf = (answer: unknown) => checked(choices, answer);
export const sentencesOf = (answer: unknown) => checked(z.array(z.string().max(1000)).max(20), answer);
const noticesAnswer = z.object({
  notices: z.array(notice.omit({ package: true })).max(5),
  topics: z.array(z.string().max(200)).max(50),
});
export const noticesOf = (answer: unknown) => checked(noticesAnswer, answer);

/** What stands where a panel could not be rendered. */
export function placeholder(code: string | null, language: Language): Omit<PanelAnswer, 'title'> {
  const passes = isPassing(code);
  const text = placeholderTexts[code === 'draining' ? code : passes ? 'slow' : 'failed'];
  return {
    blocks: [{ type: 'notice', tone: 'warning', text: text[language] }],
    topics: ['packages'],
    isComplete: !passes,
  };
}

const placeholderTexts: Record<'slow' | 'draining' | 'failed', Localized> = {
  slow: {
    de: 'Das Add-on hat nicht rechtzeitig geantwortet. Es wird gleich noch einmal gefragt.',
    en: 'The add-on did not answer in time. It is asked again in a moment.',
  },
  draining: {
    de: 'Das Paket wird gerade aktualisiert.',
    en: 'The package is being updated.',
  },
  failed: {
    de: 'Das Add-on konnte dies nicht darstellen. Der Fehler wurde protokolliert.',
    en: 'The add-on could not show this. The error has been logged.',
  },
};

import type { Localized } from '@fernwart/contract';
import { formatText } from '../format-text.ts';
import { type RefusalCode, refusalSentences } from './refusals.ts';

/** One of several faults in a package's manifest, strings, migrations or code. */
export interface PackageProblem {
  /** Where: `manifest.json: contributions.actions.0.title` */
  readonly path: string;
  readonly text: Localized;
}

/** Why a package was refused. `code` is from the catalogue; `sentence` is for people; `problems` lists all faults at once. */
export class PackageRefusal extends Error {
  readonly code: RefusalCode;
  /** What the code's sentence is filled with. */
  readonly values: Readonly<Record<string, string | number>>;
  readonly sentence: Localized;
  readonly problems: readonly PackageProblem[];

  constructor(
    code: RefusalCode,
    values: Record<string, string | number> = {},
    options: { problems?: readonly PackageProblem[]; cause?: unknown } = {},
  ) {
    const sentence = refusalSentence(code, values);
    super(sentence.en, { cause: options.cause });
    this.name = 'PackageRefusal';
    this.code = code;
    this.values = values;
    this.sentence = sentence;
    this.problems = options.problems ?? [];
  }
}

/** A refusal's sentence in both languages, filled. */
export function refusalSentence(
  code: RefusalCode,
  values: Readonly<Record<string, string | number>>,
): Localized {
  return {
    de: formatText(refusalSentences[code].de, values),
    en: formatText(refusalSentences[code].en, values),
  };
}

export function isRefusalCode(code: string): code is RefusalCode {
  return Object.hasOwn(refusalSentences, code);
}

/** Whether an error is a refusal, told by its members: refusals may come from another copy of this kit. */
export function isPackageRefusal(error: unknown): error is PackageRefusal {
  return error instanceof Error && error.name === 'PackageRefusal' && 'sentence' in error;
}

/** Lists at most 50 faults; a manifest made to have a million is refused all the same. */
export function refuseFor(
  code:
    | 'manifest_invalid'
    | 'strings_invalid'
    | 'migrations_invalid'
    | 'module_incomplete'
    | 'prerequisites_missing',
  problems: readonly PackageProblem[],
): void {
  if (problems.length === 0) return;
  throw new PackageRefusal(code, { count: problems.length }, { problems: problems.slice(0, 50) });
}

import { placeholders } from '../format-text.ts';
import type { Manifest } from '../manifest.ts';
import type { PackageLimits } from './limits.ts';
import { type PackageProblem, refuseFor } from './package-refusal.ts';
import { textKeys } from './text-keys.ts';

export type Strings = Readonly<Record<string, string>>;

const keyPattern = /^[a-z][A-Za-z0-9._-]{0,99}$/;

/** Strings are complete: every declared language has every key, each text wants the same values, the manifest's keys exist. */
export function checkStrings(
  manifest: Manifest,
  documents: ReadonlyMap<string, unknown>,
  limits: PackageLimits,
): Record<string, Strings> {
  const problems: PackageProblem[] = [];
  const strings: Record<string, Strings> = {};
  for (const language of manifest.languages) {
    strings[language] = readLanguage(language, documents.get(language), limits, problems);
  }
  for (const language of documents.keys()) {
    if (manifest.languages.some((declared) => declared === language)) continue;
    problems.push(
      problem(
        language,
        'Diese Sprache kündigt das Manifest nicht an.',
        'The manifest does not declare this language.',
      ),
    );
  }
  // A language that is missing altogether is one fault, not one per key.
  const present = Object.entries(strings).filter(([language]) => documents.has(language));
  problems.push(...differences(present));
  for (const { path, key } of textKeys(manifest)) {
    for (const [language, texts] of present) {
      if (Object.hasOwn(texts, key)) continue;
      problems.push(
        problem(
          language,
          `„${key}“ fehlt (manifest.json: ${path}).`,
          `"${key}" is missing (manifest.json: ${path}).`,
        ),
      );
    }
  }
  refuseFor('strings_invalid', problems);
  return strings;
}

function readLanguage(
  language: string,
  document: unknown,
  limits: PackageLimits,
  problems: PackageProblem[],
): Strings {
  if (document === undefined) {
    problems.push(problem(language, 'Die Datei fehlt.', 'The file is missing.'));
    return {};
  }
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    problems.push(
      problem(language, 'Erwartet wird ein Objekt aus Texten.', 'An object of texts is expected.'),
    );
    return {};
  }
  const entries = Object.entries(document);
  if (entries.length > limits.textKeys) {
    problems.push(
      problem(language, `Mehr als ${limits.textKeys} Texte.`, `More than ${limits.textKeys} texts.`),
    );
    return {};
  }
  const texts: Record<string, string> = {};
  for (const [key, text] of entries) {
    if (keyPattern.test(key) && typeof text === 'string' && text.length <= limits.textLength)
      texts[key] = text;
    else problems.push(problem(language, `„${key}“ ist kein Text.`, `"${key}" is not a text.`));
  }
  return texts;
}

function* differences(languages: readonly [string, Strings][]): Generator<PackageProblem> {
  const keys = new Set(languages.flatMap(([, texts]) => Object.keys(texts)));
  for (const key of keys) {
    const wanted = new Set<string>();
    for (const [language, texts] of languages) {
      const text = texts[key];
      if (text === undefined) yield problem(language, `„${key}“ fehlt.`, `"${key}" is missing.`);
      else wanted.add(placeholders(text).join(', '));
    }
    if (wanted.size < 2) continue;
    const list = [...wanted].map((names) => `{${names}}`).join(' / ');
    yield problem(
      '*',
      `„${key}“ erwartet je Sprache andere Werte: ${list}.`,
      `"${key}" wants other values per language: ${list}.`,
    );
  }
}

function problem(language: string, german: string, english: string): PackageProblem {
  return { path: `strings/${language}.json`, text: { de: german, en: english } };
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { de as germanDesk } from '../features/activities/texts/de.ts';
import { en as englishDesk } from '../features/activities/texts/en.ts';
import { de as germanDashboard } from '../features/dashboard/texts/de.ts';
import { en as englishDashboard } from '../features/dashboard/texts/en.ts';
import { de as germanWizard } from '../features/packages/wizard/texts/de.ts';
import { en as englishWizard } from '../features/packages/wizard/texts/en.ts';
import { de as germanPortal } from '../features/portal/texts/de.ts';
import { en as englishPortal } from '../features/portal/texts/en.ts';
import { de as germanAdministration } from '../features/settings/texts/de.ts';
import { en as englishAdministration } from '../features/settings/texts/en.ts';
import { de } from './de.ts';
import { en } from './en.ts';

const sources = readdirSync(join(import.meta.dirname, '..'), { recursive: true, withFileTypes: true })
  .filter(
    (entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.ts$|^(de|en)\.ts$/.test(entry.name),
  )
  .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
  .join('\n');

const german = together({
  console: de,
  portal: germanPortal,
  desk: germanDesk,
  dashboard: germanDashboard,
  administration: germanAdministration,
  wizard: germanWizard,
});
const english = together({
  console: en,
  portal: englishPortal,
  desk: englishDesk,
  dashboard: englishDashboard,
  administration: englishAdministration,
  wizard: englishWizard,
});
const withoutPlural = (key: string) => key.replace(/_(one|other)$/, '');

/** Parts other than the console's own have their name before each key, as `t('portal:home.title')` does. */
function together(parts: Readonly<Record<string, object>>): Map<string, string> {
  return new Map(
    Object.entries(parts).flatMap(([part, texts]) => [
      ...flatten(texts, part === 'console' ? '' : `${part}:`),
    ]),
  );
}

function flatten(texts: object, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([name, value]: [string, unknown]): [string, string][] =>
      typeof value === 'string'
        ? [[`${prefix}${name}`, value]]
        : [...flatten(value as object, `${prefix}${name}.`)],
    ),
  );
}

describe('85: the texts of both languages', () => {
  test('have the same keys', () => {
    expect([...english.keys()]).toEqual([...german.keys()]);
  });

  test('are all filled, and name the same values', () => {
    const values = (text: string | undefined) =>
      [...(text ?? '').matchAll(/\{\{(\w+)\}\}/g)]
        .map(([, name = '']) => name)
        .toSorted((a, b) => a.localeCompare(b));
    for (const [key, text] of german) {
      expect(text.trim(), key).not.toBe('');
      expect(english.get(key)?.trim(), key).not.toBe('');
      expect(values(english.get(key)), key).toEqual(values(text));
    }
  });

  test('have every plural form that Intl asks for', () => {
    const plurals = [...german.keys()].filter((key) => key.endsWith('_one')).map(withoutPlural);
    expect(plurals.length).toBeGreaterThan(0);
    for (const language of ['de', 'en']) {
      const texts = language === 'de' ? german : english;
      for (const form of new Intl.PluralRules(language).resolvedOptions().pluralCategories) {
        for (const key of plurals) expect([...texts.keys()], key).toContain(`${key}_${form}`);
      }
    }
  });

  test('are there for whatever the code asks for', () => {
    const known = new Set([...german.keys()].map(withoutPlural));
    const asked = [...sources.matchAll(/\bt\(\s*'([\w.:]+)'/g)].map(([, key]) => key);
    expect(asked.length).toBeGreaterThan(100);
    for (const key of asked) expect(known, key).toContain(key);
  });

  test('are all used', () => {
    const families = [...sources.matchAll(/`([\w.:]+)\$\{/g)].map(([, prefix]) => prefix ?? '');
    const unused = [...german.keys()]
      .map(withoutPlural)
      .filter((key) => !sources.includes(`'${key}'`) && !families.some((prefix) => key.startsWith(prefix)));
    expect(unused).toEqual([]);
  });
});

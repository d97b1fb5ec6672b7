import { formatText, type Language, type Localized } from '@fernwart/addon-kit';
import type { LoadedPackage } from './loaded-package.ts';

/** A package's text in a language it has; English, then its first one, stand in for the others. */
export function packageText(
  { strings, manifest }: Pick<LoadedPackage, 'strings' | 'manifest'>,
  language: Language,
  key: string,
  values?: Record<string, string | number>,
): string {
  const [first = 'en'] = manifest.languages;
  for (const candidate of [language, 'en', first]) {
    const texts = strings[candidate];
    if (texts && Object.hasOwn(texts, key)) return formatText(texts[key] ?? key, values);
  }
  return key;
}

export function localizedText(
  loaded: Pick<LoadedPackage, 'strings' | 'manifest'>,
  key: string,
  values?: Record<string, string | number>,
): Localized {
  return { de: packageText(loaded, 'de', key, values), en: packageText(loaded, 'en', key, values) };
}

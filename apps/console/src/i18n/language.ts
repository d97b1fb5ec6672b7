import { type Language, languages } from '@fernwart/contract';
import i18next from 'i18next';

const storageName = 'fernwart-language';

/** The language of this browser: chosen before, else what the browser prefers, else English. */
export function initialLanguage(): Language {
  const stored = read();
  if (stored) return stored;
  return navigator.languages.some((tag) => tag.toLowerCase().startsWith('de')) ? 'de' : 'en';
}

export function currentLanguage(): Language {
  return i18next.language === 'de' ? 'de' : 'en';
}

/** Switches every text on the page, without a reload. */
export async function changeLanguage(language: Language): Promise<void> {
  try {
    localStorage.setItem(storageName, language);
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
  await i18next.changeLanguage(language);
}

function read(): Language | undefined {
  try {
    const stored = localStorage.getItem(storageName);
    return languages.find((language) => language === stored);
  } catch {
    return undefined;
  }
}

import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { initialLanguage } from './language.ts';
import type { Texts } from './texts.ts';

/** Loads texts only in the languages that are read. */
const loaders: Record<string, () => Promise<Texts>> = {
  de: async () => (await import('./de.ts')).de,
  en: async () => (await import('./en.ts')).en,
};

export async function startI18n(): Promise<void> {
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language;
  });
  await i18next
    .use({
      type: 'backend',
      // i18next tells by the number of parameters that this answers with a promise.
      read: async (language: string, _namespace: string) => {
        const load = loaders[language];
        if (!load) throw new Error(`There are no texts in ${language}`);
        return load();
      },
    })
    .use(initReactI18next)
    .init({
      lng: initialLanguage(),
      supportedLngs: ['de', 'en'],
      fallbackLng: false,
      defaultNS: 'console',
      ns: ['console'],
      // React escapes; escaping twice would show entities.
      interpolation: { escapeValue: false },
      react: { useSuspense: false },
    });
}

import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { initialLanguage } from './language.ts';
import { loadTexts } from './load-texts.ts';

export async function startI18n(): Promise<void> {
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language;
  });
  await i18next
    .use({
      type: 'backend',
      // i18next tells by the number of parameters that this answers with a promise.
      read: async (language: string, namespace: string) => loadTexts(namespace, language),
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

/** Texts come when they are read: a language, and within it those of the pages that somebody opens. */
const loaders: Readonly<Record<string, Readonly<Record<string, () => Promise<object>>>>> = {
  console: {
    de: async () => (await import('./de.ts')).de,
    en: async () => (await import('./en.ts')).en,
  },
  portal: {
    de: async () => (await import('../features/portal/texts/de.ts')).de,
    en: async () => (await import('../features/portal/texts/en.ts')).en,
  },
  desk: {
    de: async () => (await import('../features/activities/texts/de.ts')).de,
    en: async () => (await import('../features/activities/texts/en.ts')).en,
  },
  administration: {
    de: async () => (await import('../features/settings/texts/de.ts')).de,
    en: async () => (await import('../features/settings/texts/en.ts')).en,
  },
  wizard: {
    de: async () => (await import('../features/packages/wizard/texts/de.ts')).de,
    en: async () => (await import('../features/packages/wizard/texts/en.ts')).en,
  },
  dashboard: {
    de: async () => (await import('../features/dashboard/texts/de.ts')).de,
    en: async () => (await import('../features/dashboard/texts/en.ts')).en,
  },
};

/** Texts of one part of the console; `console` holds those that every page may need. */
export async function loadTexts(part: string, language: string): Promise<object> {
  const load = loaders[part]?.[language];
  if (!load) throw new Error(`There are no texts of ${part} in ${language}`);
  return load();
}

import type { de } from './de.ts';

type Shape<T> = { readonly [K in keyof T]: T[K] extends string ? string : Shape<T[K]> };

/** The texts of one language: every language has exactly the German one's keys. */
export type Texts = Shape<typeof de>;

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'console';
    resources: { console: typeof de };
    returnNull: false;
  }
}

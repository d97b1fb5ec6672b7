import type { de as desk } from '../features/activities/texts/de.ts';
import type { de as dashboard } from '../features/dashboard/texts/de.ts';
import type { de as wizard } from '../features/packages/wizard/texts/de.ts';
import type { de as portal } from '../features/portal/texts/de.ts';
import type { de as administration } from '../features/settings/texts/de.ts';
import type { de } from './de.ts';
import type { Shape } from './shape.ts';

/** The texts of one language: every language has exactly the German one's keys. */
export type Texts = Shape<typeof de>;

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'console';
    resources: {
      console: typeof de;
      portal: typeof portal;
      dashboard: typeof dashboard;
      desk: typeof desk;
      administration: typeof administration;
      wizard: typeof wizard;
    };
    returnNull: false;
  }
}

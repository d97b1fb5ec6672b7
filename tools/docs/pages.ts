import { configurationPage } from '../../apps/server/src/config/configuration-page.ts';
import { problemsPage } from './problems-page.ts';

/** A document that is written from what the code says. */
export interface Page {
  readonly path: string;
  readonly text: () => string;
}

export const pages: readonly Page[] = [
  { path: 'docs/operate/configuration.md', text: configurationPage },
  { path: 'docs/operate/problems.md', text: problemsPage },
];

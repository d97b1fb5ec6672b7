import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '../../docs/pages.ts';

/** Complains of documents that are not what the code says. */
export function checkPages(root: string, pages: readonly Page[]): string {
  return pages
    .filter(
      ({ path, text }) => !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== text(),
    )
    .map(({ path }) => `  ${path} is not what the code says`)
    .join('\n');
}

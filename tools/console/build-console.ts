import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { compress } from './compress.ts';
import { measureFirstPage, type PageWeight } from './first-page.ts';

/** What the first page after signing in may weigh (bytes of gzipped script). */
const mostScript = 250_000;

/** Builds the console into apps/console/dist, with compressed copies; rejects when its first page has become too heavy. */
export async function buildConsole(root: string): Promise<{ firstPage: PageWeight }> {
  const folder = join(root, 'apps/console');
  await build({ configFile: join(folder, 'vite.config.ts'), logLevel: 'warn' });
  const dist = join(folder, 'dist');
  compress(dist);
  const manifest: unknown = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'));
  const firstPage = measureFirstPage(dist, manifest, [
    'src/features/activities/activities-page.tsx',
    'src/i18n/de.ts',
  ]);
  if (firstPage.script > mostScript) {
    throw new Error(
      `The first page needs ${firstPage.script} bytes of gzipped script, more than ${mostScript}. Load what it does not show at once lazily.`,
    );
  }
  return { firstPage };
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where this checkout lies. */
export const repository = fileURLToPath(new URL('../../..', import.meta.url));

export const addonFile = 'teamviewer-1.0.0.zip';

/** The add-on's package as `npm run build:addons` made it. */
export function readAddon(): Promise<Buffer> {
  return readFile(join(repository, 'dist/addons', addonFile));
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServerParts } from '@fernwart/server';

/** Installs the built ZIP through the same door as the wizard, unless the very same package is installed already. */
export async function installAddon(parts: Pick<ServerParts, 'packages'>, repository: string): Promise<void> {
  const file = join(repository, 'dist/addons/teamviewer-1.0.0.zip');
  await parts.packages.installUnlessInstalled(await readFile(file), { id: null, name: 'Demo' });
}

import { readPackage } from '@fernwart/addon-kit/package';
import type { ServerParts } from '@fernwart/server';
import { isInstalled } from './installed-store.ts';
import { readAddon } from './repository.ts';

/** Installs the built ZIP through the same door as the wizard, unless the very same one is installed already. */
export async function installAddon(parts: ServerParts): Promise<void> {
  const bytes = await readAddon();
  const { digest } = await readPackage(bytes);
  if (await isInstalled(parts.db, digest)) return;
  await parts.packages.installPackage(bytes, { id: null, name: 'Demo' });
}

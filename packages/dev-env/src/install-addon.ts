import { readPackage } from '@fernwart/addon-kit/package';
import type { ServerParts } from '@fernwart/server';
import { readAddon } from './repository.ts';

/** Installs the built ZIP through the same door as the wizard, unless the very same one is installed already. */
export async function installAddon(parts: ServerParts): Promise<void> {
  const bytes = await readAddon();
  const { digest } = await readPackage(bytes);
  const installed = await parts.db.sql`select id from packages where digest = ${digest} and state = 'active'`;
  if (installed.length > 0) return;
  await parts.packages.installPackage(bytes, { id: null, name: 'Demo' });
}

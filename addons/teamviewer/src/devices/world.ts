import { createHash } from 'node:crypto';
import type { Host } from '@fernwart/addon-kit';
import { digestOfDecisions } from './decision-store.ts';
import { hasRecentlyVanished } from './devices-store.ts';
import { digestOfPages } from './pages-store.ts';
import { readConfigurations } from './parts-store.ts';
import type { Sync } from './sync-store.ts';

/** To be raised whenever matching follows other rules within a version, so that the next night looks at everything again. */
const matchedAs = 1;

/** All that matching depends on besides the desk's assets, in one text. */
export async function worldOf(host: Host, syncId: string): Promise<string> {
  const parts = [
    matchedAs,
    host.package.version,
    await digestOfPages(host.sql, syncId),
    await readConfigurations(host.sql, syncId),
    await digestOfDecisions(host.sql),
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}

/**
 * Whether matching would find just what the last synchronisation left behind: the same pages, the same assets apart from
 * what it wrote itself, the same decisions, and nothing that time alone decides.
 */
export async function isUnchanged(
  host: Host,
  last: Sync | null,
  now: { readonly world: string; readonly assets: string },
): Promise<boolean> {
  if (last === null || last.world !== now.world || last.assetsFingerprint !== now.assets) return false;
  return !(await hasRecentlyVanished(host.sql, host.clock.now().subtract({ hours: 192 })));
}

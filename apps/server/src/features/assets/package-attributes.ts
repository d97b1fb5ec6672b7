import type { AttributeWrite } from '@fernwart/addon-kit';
import { z } from 'zod';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Live } from '../../platform/live/live.ts';
import type { PackageAttributes } from './assets.ts';
import { applyWrites, removePackageAttributes } from './attribute-store.ts';

/** Beyond this many changed assets only the topic of the whole list is touched. */
const singleTopics = 200;

export function createPackageAttributes(deps: { live: Live; clock: Clock }): PackageAttributes {
  const { live, clock } = deps;
  return {
    async setAttributes(tx, packageId, writes) {
      const { changed, kept, shift } = await applyWrites(tx, packageId, lastOfEach(writes), clock.now());
      await announce(tx, [...new Set(changed)]);
      return { written: changed.length, keptByHand: [...new Set(kept)], shift };
    },
    forgetPackage: removePackageAttributes,
  };

  async function announce(tx: Tx, assetIds: readonly string[]): Promise<void> {
    if (assetIds.length === 0) return;
    await live.touch(tx, 'assets');
    if (assetIds.length > singleTopics) return;
    for (const id of assetIds) await live.touch(tx, `asset:${id}`);
  }
}

const uuid = z.uuid();

/** Ids are opaque to add-ons: one of a wrong shape names no asset. Of several writes to one attribute the last one counts. */
function lastOfEach(writes: readonly AttributeWrite[]): AttributeWrite[] {
  const ids = writes.filter((write) => uuid.safeParse(write.assetId).success);
  const byKey = new Map(ids.map((write) => [`${write.assetId.toLowerCase()} ${write.attribute}`, write]));
  return [...byKey.values()];
}

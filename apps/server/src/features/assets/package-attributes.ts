import type { AttributeWrite } from '@fernwart/addon-kit';
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
      const wanted = lastOfEach(writes);
      const { written, some, kept, shift } = await applyWrites(
        tx,
        packageId,
        wanted,
        clock.now(),
        singleTopics + 1,
      );
      await announce(tx, some);
      return { written, keptByHand: [...new Set(kept)], shift };
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

const uuid = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;

/** Ids are opaque to add-ons: one of a wrong shape names no asset. Of several writes to one attribute the last one counts. */
function lastOfEach(writes: readonly AttributeWrite[]): AttributeWrite[] {
  const ids = writes.filter((write) => uuid.test(write.assetId));
  const byKey = new Map(ids.map((write) => [`${write.assetId.toLowerCase()} ${write.attribute}`, write]));
  return [...byKey.values()];
}

import { z } from 'zod';
import type { Clock } from '../../platform/clock/clock.ts';
import type { NewId } from '../../platform/crypto/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Live } from '../../platform/live/live.ts';
import { deleteUntouched, insertAsset, noteMaker } from './store.ts';

/** Assets that packages create because somebody told them to. */
export interface PackageAssets {
  create(tx: Tx, packageId: string, asset: { readonly name: string }): Promise<string>;
  /** False: it is another's, or somebody has changed or used it. */
  withdraw(tx: Tx, packageId: string, id: string): Promise<boolean>;
}

const longestName = 200;

export function createPackageAssets(deps: { live: Live; clock: Clock; newId: NewId }): PackageAssets {
  const { live, clock, newId } = deps;
  async function announce(tx: Tx, id: string): Promise<void> {
    await live.touch(tx, `asset:${id}`);
    await live.touch(tx, 'assets');
  }
  return {
    async create(tx, packageId, { name }) {
      const id = newId();
      const given = z.string().trim().min(1).max(longestName).parse(name);
      const unknown = { serialNumber: null, inventoryNumber: null, manufacturer: null, model: null };
      const asset = { name: given, kind: 'computer', location: null, ownerId: null, ...unknown };
      await insertAsset(tx, id, asset, clock.now());
      await noteMaker(tx, id, packageId);
      await announce(tx, id);
      return id;
    },
    async withdraw(tx, packageId, id) {
      if (!z.uuid().safeParse(id).success || !(await deleteUntouched(tx, packageId, id))) return false;
      await announce(tx, id);
      return true;
    },
  };
}

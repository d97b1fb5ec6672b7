import type { AssetSnapshot } from '@fernwart/addon-kit';
import { z } from 'zod';
import type { Executor } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/http/actor.ts';
import { seesAsset } from './policy.ts';
import { findAssetSnapshot, findAssetsAfter, findAssetsOfActivity, sumUpAssets } from './snapshot-store.ts';

const largestPage = 5000;
// Ids are opaque to add-ons: one of a wrong shape names nothing.
const isId = (id: string) => z.uuid().safeParse(id).success;

/** An asset as a package sees it, with the package's own attributes; null when there is none. */
export async function assetSnapshot(
  on: Executor,
  packageId: string,
  id: string,
): Promise<AssetSnapshot | null> {
  return isId(id) ? findAssetSnapshot(on, packageId, id) : null;
}

/** The assets linked to an activity, by name. */
export async function assetsOfActivity(
  on: Executor,
  packageId: string,
  activityId: string,
): Promise<AssetSnapshot[]> {
  return isId(activityId) ? findAssetsOfActivity(on, packageId, activityId) : [];
}

/** All assets by id, at most 5000 at a time; `after` is the last id seen. */
export async function assetsPage(
  on: Executor,
  packageId: string,
  after: string | null,
  limit: number,
): Promise<AssetSnapshot[]> {
  if (after !== null && !isId(after)) return [];
  return findAssetsAfter(on, packageId, after, Math.max(1, Math.min(limit, largestPage)));
}

/** A whole number modulo 2⁶⁴ that moves with every change of what {@link assetsPage} answers. */
export async function assetsFingerprint(on: Executor, packageId: string): Promise<string> {
  return BigInt.asUintN(64, BigInt(await sumUpAssets(on, packageId))).toString();
}

/** Whether this person may see the asset at all; false where there is none. */
export async function maySeeAsset(on: Executor, actor: Actor, id: string): Promise<boolean> {
  const asset = await assetSnapshot(on, '', id);
  return asset !== null && seesAsset(actor, asset);
}

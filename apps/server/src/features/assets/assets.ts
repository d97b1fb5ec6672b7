import type { AttributeWrite } from '@fernwart/addon-kit';
import type {
  Asset,
  AssetSummary,
  assetOffers,
  assetsQuery,
  createAssetBody,
  Language,
  Page,
  updateAssetBody,
} from '@fernwart/contract';
import type { z } from 'zod';
import type { Tx } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/http/actor.ts';

/** What packages declare about the attributes that they add to assets; the add-on host answers it. */
export interface AttributeCatalogue {
  /** Null: no installed package declares it; the attribute is kept, but not shown. */
  label(packageId: string, attribute: string, language: Language): string | null;
  /** All that installed packages declare. */
  all(language: Language): readonly { package: string; name: string; label: string }[];
  /** What a value must look like as a whole; null: anything. */
  pattern(packageId: string, attribute: string): RegExp | null;
}

/** Assets, in the name of a person; rejects as `Activities` does. */
export interface Assets {
  list(actor: Actor, query: z.output<typeof assetsQuery>, language: Language): Promise<Page<AssetSummary>>;
  get(actor: Actor, id: string, language: Language): Promise<Asset>;
  /** Also rejects with `already_exists` when the inventory number is taken. */
  create(actor: Actor, body: z.output<typeof createAssetBody>, language: Language): Promise<Asset>;
  /** Also rejects with `stale_version` and `already_exists`. */
  update(
    actor: Actor,
    id: string,
    body: z.output<typeof updateAssetBody>,
    language: Language,
  ): Promise<Asset>;
  /** By hand; null removes the value, so that a synchronisation may set it again. */
  setAttribute(
    actor: Actor,
    id: string,
    attribute: { packageId: string; name: string; value: string | null },
    language: Language,
  ): Promise<Asset>;
  offers(actor: Actor, id: string, language: Language): Promise<z.output<typeof assetOffers>>;
}

/** What packages write on assets; made before the add-on host, which needs it. */
export interface PackageAttributes {
  /**
   * Set-based. What was set by hand is kept unless the write is `by_hand`; values that stand there already are not written
   * again; unknown assets are passed over. Answers how many rows changed, the assets whose value was kept, and by how much
   * the package's fingerprint of the assets moved.
   */
  setAttributes(
    tx: Tx,
    packageId: string,
    writes: readonly AttributeWrite[],
  ): Promise<{ written: number; keptByHand: string[]; shift: string }>;
  /** Removes all attributes of a package whose data are deleted. */
  forgetPackage(tx: Tx, packageId: string): Promise<void>;
}

import type { Asset, AssetSummary, Language } from '@fernwart/contract';
import type { AddonHost } from '../../platform/addon-host/addon-host.ts';
import type { Clock } from '../../platform/clock/clock.ts';
import type { NewId } from '../../platform/crypto/ids.ts';
import type { Database, Executor, Tx } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/http/actor.ts';
import { Problem } from '../../platform/http/problem.ts';
import type { Live } from '../../platform/live/live.ts';
import type { Assets, AttributeCatalogue, PackageAttributes } from './assets.ts';
import { findAttributes, type StoredAttribute } from './attribute-store.ts';
import { listAssets } from './list-store.ts';
import { editsAssets, seesAllAssets, seesAsset } from './policy.ts';
import * as store from './store.ts';

export interface AssetsDeps {
  readonly db: Database;
  readonly live: Live;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly packageAttributes: PackageAttributes;
  readonly catalogue: AttributeCatalogue;
  readonly addonOffers: AddonHost['offers'];
}

export function createAssets(deps: AssetsDeps): Assets {
  const { db, live, clock, newId, packageAttributes, catalogue, addonOffers } = deps;
  return {
    async list(actor, query, language) {
      const page = await listAssets(db, seesAllAssets(actor) ? null : actor.id, query);
      const attributes = await findAttributes(
        db,
        page.rows.map((row) => row.id),
      );
      return {
        items: page.rows.map((row) => summary(row, attributes.get(row.id) ?? [], language)),
        total: page.total,
        ...(page.nextCursor === undefined ? {} : { nextCursor: page.nextCursor }),
      };
    },
    async get(actor, id, language) {
      return present(db, visible(await store.findAsset(db, id), actor), language);
    },
    async create(actor, body, language) {
      if (!editsAssets(actor)) throw new Problem('not_allowed');
      const asset = withoutEmptyTexts(body);
      return db.transaction(async (tx) => {
        await assertOwner(tx, asset.ownerId);
        const id = newId();
        if (!(await store.insertAsset(tx, id, asset, clock.now()))) throw inventoryNumberTaken();
        await announce(tx, id);
        return present(tx, visible(await store.findAsset(tx, id), actor), language);
      });
    },
    update: (actor, id, { version, ...changes }, language) =>
      change(actor, id, language, async (tx, before) => {
        if (version !== before.version) throw new Problem('stale_version');
        const after = withoutEmptyTexts({ ...before, ...withoutUndefined(changes) });
        if (after.ownerId !== before.ownerId) await assertOwner(tx, after.ownerId);
        await save(tx, id, after);
        await announce(tx, id);
      }),
    setAttribute: (actor, id, { packageId, name, value }, language) =>
      change(actor, id, language, async (tx) => {
        // What no installed package declares does not exist.
        if (catalogue.label(packageId, name, language) === null) throw new Problem('not_found');
        const stored = value === '' ? null : value;
        if (stored !== null && !(catalogue.pattern(packageId, name)?.test(stored) ?? true))
          throw refusedValue();
        await packageAttributes.setAttributes(tx, packageId, [
          { assetId: id, attribute: name, value: stored, origin: 'by_hand' },
        ]);
      }),
    async offers(actor, id, language) {
      visible(await store.findAsset(db, id), actor);
      const subject = { type: 'asset' as const, id };
      return addonOffers(subject, actor, language);
    },
  };

  /** One change under the asset's row lock; answers the asset as it is afterwards. */
  async function change(
    actor: Actor,
    id: string,
    language: Language,
    work: (tx: Tx, before: store.StoredAsset) => Promise<void>,
  ): Promise<Asset> {
    return db.transaction(async (tx) => {
      const before = visible(await store.findAssetForUpdate(tx, id), actor);
      if (!editsAssets(actor)) throw new Problem('not_allowed');
      await work(tx, before);
      return present(tx, visible(await store.findAsset(tx, id), actor), language);
    });
  }

  async function save(tx: Tx, id: string, asset: store.AssetFields): Promise<void> {
    try {
      await store.saveAsset(tx, id, asset, clock.now());
    } catch (cause) {
      if ((cause as { code?: unknown }).code === '23505') throw inventoryNumberTaken(cause);
      throw cause;
    }
  }

  async function announce(tx: Tx, id: string): Promise<void> {
    await live.touch(tx, `asset:${id}`);
    await live.touch(tx, 'assets');
  }

  async function present(on: Executor, row: store.StoredAsset, language: Language): Promise<Asset> {
    const attributes = await findAttributes(on, [row.id]);
    const known = summary(row, attributes.get(row.id) ?? [], language);
    const isSet = (one: { package: string; name: string }) =>
      known.attributes.some((each) => each.package === one.package && each.name === one.name);
    return {
      ...known,
      unset: catalogue.all(language).filter((one) => !isSet(one)),
      manufacturer: row.manufacturer,
      location: row.location,
      createdAt: row.createdAt.toString(),
      updatedAt: row.updatedAt.toString(),
      version: row.version,
    };
  }

  function summary(
    row: store.StoredAsset,
    attributes: readonly StoredAttribute[],
    language: Language,
  ): AssetSummary {
    return {
      id: row.id,
      name: row.name,
      kind: row.kind,
      serialNumber: row.serialNumber,
      inventoryNumber: row.inventoryNumber,
      model: row.model,
      owner: row.ownerId === null ? null : { id: row.ownerId, name: row.ownerName ?? '' },
      attributes: attributes.flatMap((attribute) => shown(attribute, language)),
    };
  }

  function shown(attribute: StoredAttribute, language: Language): AssetSummary['attributes'] {
    const { packageId, name, value, origin } = attribute;
    const label = catalogue.label(packageId, name, language);
    if (label === null) return [];
    return [{ package: packageId, name, label, value, origin, updatedAt: attribute.updatedAt.toString() }];
  }
}

/** What may not be seen is answered like what does not exist. */
function visible(asset: store.StoredAsset | null, actor: Actor): store.StoredAsset {
  if (!asset || !seesAsset(actor, asset)) throw new Problem('not_found');
  return asset;
}

async function assertOwner(tx: Tx, ownerId: string | null): Promise<void> {
  if (ownerId === null || (await store.isActivePerson(tx, ownerId))) return;
  throw new Problem('invalid_input', {
    detail: {
      de: 'Diese Person gibt es nicht, oder sie ist gesperrt.',
      en: 'There is no such person, or the person is disabled.',
    },
    errors: [{ path: 'ownerId', message: 'no active person' }],
  });
}

function inventoryNumberTaken(cause?: unknown): Problem {
  return new Problem('already_exists', {
    detail: {
      de: 'Ein anderes Asset hat diese Inventarnummer.',
      en: 'Another asset has this inventory number.',
    },
    errors: [{ path: 'inventoryNumber', message: 'taken' }],
    cause,
  });
}

function refusedValue(): Problem {
  return new Problem('invalid_input', {
    detail: {
      de: 'So sieht ein Wert dieses Attributs nicht aus.',
      en: 'A value of this attribute does not look like that.',
    },
    errors: [{ path: 'value', message: 'refused by the pattern' }],
  });
}

/** An emptied field holds nothing: two assets without inventory number do not share one. */
function withoutEmptyTexts(asset: store.AssetFields): store.AssetFields {
  return {
    ...asset,
    serialNumber: asset.serialNumber || null,
    inventoryNumber: asset.inventoryNumber || null,
    manufacturer: asset.manufacturer || null,
    model: asset.model || null,
    location: asset.location || null,
  };
}

function withoutUndefined<T extends object>(members: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const given = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as { [K in keyof T]: Exclude<T[K], undefined> };
}

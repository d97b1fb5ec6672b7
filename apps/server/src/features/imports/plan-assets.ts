import type { Localized } from '@fernwart/contract';
import { changesBetween, type Fields, type Planned, reasons, type Wanted } from './model.ts';
import type { KnownAsset, KnownOwner } from './store.ts';

export type AssetTarget = Omit<KnownAsset, 'id' | 'version' | 'ownerName'>;
export interface AssetsWorld {
  readonly assets: readonly KnownAsset[];
  /** Active people. */
  readonly owners: readonly KnownOwner[];
}

const texts = [
  'name',
  'kind',
  'inventoryNumber',
  'serialNumber',
  'manufacturer',
  'model',
  'location',
] as const;

/** What each row would do: found by inventory number, else by serial number. */
export function planAssets(wanted: readonly Wanted[], world: AssetsWorld): Planned<AssetTarget>[] {
  const byNumber = new Map(
    world.assets.flatMap((asset) => (asset.inventoryNumber ? [[asset.inventoryNumber, asset] as const] : [])),
  );
  const bySerial = Map.groupBy(
    world.assets.filter((asset) => asset.serialNumber !== null),
    (asset) => asset.serialNumber ?? '',
  );
  const owners = Map.groupBy(
    world.owners.flatMap(({ id, name, login, email }) =>
      [...new Set([login?.toLowerCase(), email?.toLowerCase()])]
        .filter((key) => key !== undefined)
        .map((key) => ({ key, id, name })),
    ),
    ({ key }) => key,
  );
  const seen = new Set<string>();

  return wanted.map(({ row, fields }) => {
    const { inventoryNumber, serialNumber } = fields;
    const sameSerial = serialNumber === undefined ? [] : (bySerial.get(serialNumber) ?? []);
    const numbered = inventoryNumber === undefined ? undefined : byNumber.get(inventoryNumber);
    const asset = numbered ?? (sameSerial.length === 1 ? sameSerial[0] : undefined);
    const name = fields.name ?? asset?.name ?? inventoryNumber ?? serialNumber ?? '–';
    const refused = (reason: Localized) => ({ row, name, state: 'refused', reason }) as const;

    if (inventoryNumber === undefined && serialNumber === undefined) return refused(reasons.noNumber);
    if (!numbered && sameSerial.length > 1) return refused(reasons.ambiguous);
    const keys = [
      ...(inventoryNumber === undefined ? [] : [`number ${inventoryNumber}`]),
      ...(inventoryNumber === undefined && serialNumber !== undefined ? [`serial ${serialNumber}`] : []),
      ...(asset ? [`id ${asset.id}`] : []),
    ];
    if (keys.some((key) => seen.has(key))) return refused(reasons.twice);
    for (const key of keys) seen.add(key);
    if (!asset && fields.name === undefined) return refused(reasons.noName);
    if (Object.values(fields).some((value) => value.length > 200)) return refused(reasons.tooLong);
    const [owner, other] = fields.owner === undefined ? [] : (owners.get(fields.owner.toLowerCase()) ?? []);
    if (fields.owner !== undefined && !owner) return refused(reasons.owner);
    if (other && other.id !== owner?.id) return refused(reasons.ambiguous);

    const text = (field: (typeof texts)[number]) => fields[field] ?? asset?.[field] ?? null;
    const target: AssetTarget = {
      name: text('name') ?? '',
      kind: text('kind') ?? 'computer',
      inventoryNumber: text('inventoryNumber'),
      serialNumber: text('serialNumber'),
      manufacturer: text('manufacturer'),
      model: text('model'),
      location: text('location'),
      ownerId: owner?.id ?? asset?.ownerId ?? null,
    };
    const before: Fields = asset ? { ...textsOf(asset), owner: asset.ownerName ?? '' } : {};
    const after: Fields = { ...textsOf(target), owner: owner?.name ?? asset?.ownerName ?? '' };
    const changes = changesBetween(before, after);
    const state = !asset ? 'new' : changes.length > 0 ? 'changed' : 'unchanged';
    return { row, name, state, id: asset?.id ?? null, version: asset?.version ?? 0, target, changes };
  });
}

function textsOf(asset: AssetTarget): Fields {
  return Object.fromEntries(texts.map((field) => [field, asset[field] ?? '']));
}

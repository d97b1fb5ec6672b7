import { z } from 'zod';
import { addonOffers } from './actions.ts';
import { id, instant, pageOf, pageQuery, personRef } from './common.ts';

/** An attribute that a package adds, e.g. the TeamViewer ID. */
export const assetAttribute = z.object({
  package: z.string(),
  name: z.string(),
  label: z.string(),
  value: z.string(),
  origin: z.enum(['synchronised', 'by_hand']),
  updatedAt: instant,
});

export const assetSummary = z.object({
  id,
  name: z.string(),
  kind: z.string(),
  serialNumber: z.string().nullable(),
  inventoryNumber: z.string().nullable(),
  model: z.string().nullable(),
  owner: personRef.nullable(),
  attributes: z.array(assetAttribute),
});
export type AssetSummary = z.infer<typeof assetSummary>;

export const asset = assetSummary.extend({
  manufacturer: z.string().nullable(),
  location: z.string().nullable(),
  /** Attributes that packages declare and that have no value here; somebody may set one by hand. */
  unset: z.array(assetAttribute.pick({ package: true, name: true, label: true })),
  createdAt: instant,
  updatedAt: instant,
  version: z.number().int(),
});
export type Asset = z.infer<typeof asset>;

export const assetsQuery = pageQuery.extend({
  search: z.string().max(200).optional(),
  owner: id.optional(),
  sort: z.enum(['name', 'inventoryNumber', 'serialNumber', 'updatedAt']).default('name'),
  direction: z.enum(['asc', 'desc']).default('asc'),
});
export const assetsPage = pageOf(assetSummary);

const text = z.string().trim().max(200);
export const createAssetBody = z.object({
  name: text.min(1),
  kind: text.default('computer'),
  serialNumber: text.nullable().default(null),
  inventoryNumber: text.nullable().default(null),
  manufacturer: text.nullable().default(null),
  model: text.nullable().default(null),
  location: text.nullable().default(null),
  ownerId: id.nullable().default(null),
});
// Not `createAssetBody.partial()`: its defaults would empty every field that a change leaves out.
export const updateAssetBody = z.object({
  version: z.number().int(),
  name: text.min(1).optional(),
  kind: text.optional(),
  serialNumber: text.nullable().optional(),
  inventoryNumber: text.nullable().optional(),
  manufacturer: text.nullable().optional(),
  model: text.nullable().optional(),
  location: text.nullable().optional(),
  ownerId: id.nullable().optional(),
});

export const assetOffers = addonOffers;

export const setAttributeBody = z.object({ value: z.string().trim().max(200).nullable() });

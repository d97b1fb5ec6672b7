import { z } from 'zod';

export const assetSorts = ['name', 'inventoryNumber', 'serialNumber', 'updatedAt'] as const;
export const assetsSearch = z.object({
  search: z.string().max(200).optional().catch(undefined),
  sort: z.enum(assetSorts).optional().catch(undefined),
  direction: z.enum(['asc', 'desc']).optional().catch(undefined),
  cursor: z.string().max(500).optional().catch(undefined),
  selected: z.uuid().optional().catch(undefined),
});
export type AssetsSearch = z.output<typeof assetsSearch>;

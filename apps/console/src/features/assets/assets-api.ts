import {
  asset,
  assetOffers,
  assetsPage,
  type assetsQuery as assetsQuerySchema,
  type createAssetBody,
  type updateAssetBody,
} from '@fernwart/contract';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { command, request } from '../../app/api/request.ts';
import { untilComplete } from '../../app/api/until-complete.ts';

type Query = z.output<typeof assetsQuerySchema>;
export type AssetsFilter = { readonly [K in keyof Query]?: Query[K] | undefined };

export function assetsQuery(filter: AssetsFilter) {
  return queryOptions({
    queryKey: ['assets', 'list', filter],
    queryFn: ({ signal }) => request('GET', '/assets', assetsPage, { query: { ...filter }, signal }),
    placeholderData: keepPreviousData,
    meta: { topics: ['assets'] },
  });
}

export function assetQuery(id: string) {
  return queryOptions({
    queryKey: ['assets', id],
    queryFn: ({ signal }) => request('GET', `/assets/${id}`, asset, { signal }),
    meta: { topics: [`asset:${id}`] },
  });
}

export function assetOffersQuery(id: string) {
  return queryOptions({
    queryKey: ['assets', id, 'offers'],
    queryFn: ({ signal }) => request('GET', `/assets/${id}/offers`, assetOffers, { signal }),
    meta: { topics: [`asset:${id}`, 'packages'] },
    refetchInterval: untilComplete,
  });
}

export function createAsset(body: z.input<typeof createAssetBody>) {
  return request('POST', '/assets', asset, { body });
}

export function updateAsset(id: string, body: z.input<typeof updateAssetBody>) {
  return request('PATCH', `/assets/${id}`, asset, { body });
}

/** A value set by hand is never overwritten by a synchronisation; null removes it. */
export function setAttribute(id: string, packageId: string, attribute: string, value: string | null) {
  return command('PUT', `/assets/${id}/attributes/${packageId}/${attribute}`, { body: { value } });
}

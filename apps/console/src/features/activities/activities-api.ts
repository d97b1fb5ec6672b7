import {
  activitiesPage,
  type activitiesQuery as activitiesQuerySchema,
  activity,
  activityOffers,
  type createActivityBody,
  type transitionBody,
  type updateActivityBody,
} from '@fernwart/contract';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { request } from '../../app/api/request.ts';
import { untilComplete } from '../../app/api/until-complete.ts';

type Query = z.output<typeof activitiesQuerySchema>;
export type ActivitiesFilter = { readonly [K in keyof Query]?: Query[K] | undefined };

export function activitiesQuery(filter: ActivitiesFilter) {
  return queryOptions({
    queryKey: ['activities', 'list', filter],
    queryFn: ({ signal }) => request('GET', '/activities', activitiesPage, { query: { ...filter }, signal }),
    placeholderData: keepPreviousData,
    meta: { topics: ['activities'] },
  });
}

export function activityQuery(id: string) {
  return queryOptions({
    queryKey: ['activities', id],
    queryFn: ({ signal }) => request('GET', `/activities/${id}`, activity, { signal }),
    meta: { topics: [`activity:${id}`] },
  });
}

export function activityOffersQuery(id: string) {
  return queryOptions({
    queryKey: ['activities', id, 'offers'],
    queryFn: ({ signal }) => request('GET', `/activities/${id}/offers`, activityOffers, { signal }),
    meta: { topics: [`activity:${id}`, 'packages'] },
    refetchInterval: untilComplete,
  });
}

export function createActivity(body: z.input<typeof createActivityBody>, idempotencyKey: string) {
  return request('POST', '/activities', activity, { body, idempotencyKey });
}

export function updateActivity(id: string, body: z.input<typeof updateActivityBody>) {
  return request('PATCH', `/activities/${id}`, activity, { body });
}

export function moveActivity(id: string, body: z.input<typeof transitionBody>) {
  return request('POST', `/activities/${id}/transitions`, activity, { body });
}

export function linkAsset(id: string, assetId: string) {
  return request('POST', `/activities/${id}/assets`, activity, { body: { assetId } });
}

export function unlinkAsset(id: string, assetId: string) {
  return request('DELETE', `/activities/${id}/assets/${assetId}`, activity);
}

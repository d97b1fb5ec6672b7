import {
  configuration,
  configurationOffers,
  configurations,
  configurationTypes,
  type createConfigurationBody,
  type updateConfigurationBody,
} from '@fernwart/contract';
import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { command, request } from '../../app/api/request.ts';
import { untilComplete } from '../../app/api/until-complete.ts';

export const configurationTypesQuery = queryOptions({
  queryKey: ['configurations', 'types'],
  queryFn: ({ signal }) => request('GET', '/configurations/types', configurationTypes, { signal }),
  meta: { topics: ['packages'] },
});

export const configurationsQuery = queryOptions({
  queryKey: ['configurations', 'list'],
  queryFn: ({ signal }) => request('GET', '/configurations', configurations, { signal }),
  meta: { topics: ['configurations', 'packages'] },
});

export function configurationQuery(id: string) {
  return queryOptions({
    queryKey: ['configurations', id],
    queryFn: ({ signal }) => request('GET', `/configurations/${id}`, configuration, { signal }),
    meta: { topics: [`configuration:${id}`] },
  });
}

export function configurationOffersQuery(id: string) {
  return queryOptions({
    queryKey: ['configurations', id, 'offers'],
    queryFn: ({ signal }) => request('GET', `/configurations/${id}/offers`, configurationOffers, { signal }),
    meta: { topics: [`configuration:${id}`, 'packages'] },
    refetchInterval: untilComplete,
  });
}

export function createConfiguration(body: z.input<typeof createConfigurationBody>) {
  return request('POST', '/configurations', configuration, { body });
}

export function updateConfiguration(id: string, body: z.input<typeof updateConfigurationBody>) {
  return request('PATCH', `/configurations/${id}`, configuration, { body });
}

export function deleteConfiguration(id: string) {
  return command('DELETE', `/configurations/${id}`);
}

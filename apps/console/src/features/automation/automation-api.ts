import {
  complianceRules,
  engineActivations,
  installAnswer,
  type RunState,
  runDetail,
  runsPage,
  type updateEngineActivationBody,
} from '@fernwart/contract';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { command, request } from '../../app/api/request.ts';

export interface RunsFilter {
  readonly workflow?: string | undefined;
  readonly state?: RunState | undefined;
  readonly cursor?: string | undefined;
}

export function runsQuery(filter: RunsFilter) {
  return queryOptions({
    queryKey: ['runs', filter],
    queryFn: ({ signal }) => request('GET', '/runs', runsPage, { query: { ...filter, limit: 50 }, signal }),
    placeholderData: keepPreviousData,
    meta: { topics: ['runs'] },
  });
}

export function runQuery(id: string) {
  return queryOptions({
    queryKey: ['runs', id],
    queryFn: ({ signal }) => request('GET', `/runs/${id}`, runDetail, { signal }),
    meta: { topics: [`run:${id}`] },
  });
}

export const engineActivationsQuery = queryOptions({
  queryKey: ['engine-activations'],
  queryFn: ({ signal }) => request('GET', '/engine-activations', engineActivations, { signal }),
  meta: { topics: ['runs', 'packages'] },
});

export const complianceRulesQuery = queryOptions({
  queryKey: ['compliance-rules'],
  queryFn: ({ signal }) => request('GET', '/compliance-rules', complianceRules, { signal }),
  meta: { topics: ['runs', 'packages'] },
});

const path = (packageId: string, name: string) =>
  `/engine-activations/${packageId}/${encodeURIComponent(name)}`;

/** Starts it now, and its schedule with it; answers the run. */
export function activate(packageId: string, name: string) {
  return request('POST', `${path(packageId, name)}/activate`, installAnswer);
}

export function changeEngineActivation(
  packageId: string,
  name: string,
  change: z.input<typeof updateEngineActivationBody>,
) {
  return command('PATCH', path(packageId, name), { body: change });
}

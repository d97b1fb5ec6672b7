import { dashboardFigures, dashboardWork, firstSteps } from '@fernwart/contract';
import { queryOptions } from '@tanstack/react-query';
import { command, request } from '../../app/api/request.ts';

export const workQuery = queryOptions({
  queryKey: ['readings', 'work'],
  queryFn: ({ signal }) => request('GET', '/dashboard/work', dashboardWork, { signal }),
  meta: { topics: ['activities'] },
});

/** Figures of a whole desk change all the time; half a minute is young enough. */
export const figuresQuery = queryOptions({
  queryKey: ['dashboard', 'figures'],
  queryFn: ({ signal }) => request('GET', '/dashboard/figures', dashboardFigures, { signal }),
  refetchInterval: 30_000,
});

export const firstStepsQuery = queryOptions({
  queryKey: ['dashboard', 'first-steps'],
  queryFn: ({ signal }) => request('GET', '/first-steps', firstSteps, { signal }),
  meta: { topics: ['packages'] },
});

export function dismissFirstSteps(dismissed: boolean): Promise<void> {
  return command('PUT', '/first-steps/dismissal', { body: { dismissed } });
}

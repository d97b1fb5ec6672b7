import { type Activity, activitiesPage, deskHours, unreadAnswer } from '@fernwart/contract';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { request } from '../../app/api/request.ts';
import { assetsQuery } from '../assets/assets-api.ts';

const openStates = '200,201,202,203,220';
const closedStates = '204';
/** Nobody in trouble reports more at once. */
const mostOpen = 100;

/** What this person reported and what is not finished; solved things may still be answered. */
export function openRequestsQuery(personId: string) {
  return queryOptions({
    queryKey: ['portal', 'open', personId],
    queryFn: ({ signal }) =>
      request('GET', '/activities', activitiesPage, {
        query: { initiator: personId, states: openStates, limit: mostOpen },
        signal,
      }),
    meta: { topics: ['activities'] },
  });
}

export function closedRequestsQuery(personId: string) {
  return infiniteQueryOptions({
    queryKey: ['portal', 'closed', personId],
    queryFn: ({ signal, pageParam }) =>
      request('GET', '/activities', activitiesPage, {
        query: { initiator: personId, states: closedStates, limit: 10, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    meta: { topics: ['activities'] },
  });
}

export const unreadQuery = queryOptions({
  queryKey: ['readings', 'reported'],
  queryFn: ({ signal }) => request('GET', '/readings', unreadAnswer, { signal }),
  meta: { topics: ['activities'] },
});

/** Opens and closes by itself: asked again while the page is open. */
export const deskHoursQuery = queryOptions({
  queryKey: ['desk', 'hours'],
  queryFn: ({ signal }) => request('GET', '/desk', deskHours, { signal }),
  refetchInterval: 60_000,
  // Nobody waits for it: the page goes on without.
  retry: false,
});

/** One's own devices. Lists of assets are not told to requesters, so nothing is watched here. */
export function ownAssetsQuery(personId: string) {
  return queryOptions({ ...assetsQuery({ owner: personId, limit: 100 }), meta: { topics: [] } });
}

/** Who takes care of it, as far as somebody does. */
export function carer(activity: Pick<Activity, 'responsible' | 'team'>): string | null {
  return activity.responsible?.name ?? activity.team?.name ?? null;
}

import { type commentBody, journalEntry, journalPage } from '@fernwart/contract';
import { infiniteQueryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { request } from '../../app/api/request.ts';

/** Newest first, page by page. */
export function journalQuery(activityId: string, limit: number) {
  return infiniteQueryOptions({
    queryKey: ['activities', activityId, 'journal', limit],
    queryFn: ({ signal, pageParam }) =>
      request('GET', `/activities/${activityId}/journal`, journalPage, {
        query: { cursor: pageParam, limit },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    meta: { topics: [`activity:${activityId}`] },
  });
}

/** No more than the requester may see, whoever asks. */
export function publicJournalQuery(activityId: string) {
  return infiniteQueryOptions({
    queryKey: ['activities', activityId, 'journal', 'requester'],
    queryFn: ({ signal, pageParam }) =>
      request('GET', `/activities/${activityId}/journal`, journalPage, {
        query: { cursor: pageParam, limit: 30, audience: 'requester' },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    meta: { topics: [`activity:${activityId}`] },
  });
}

export function addComment(activityId: string, body: z.input<typeof commentBody>, idempotencyKey: string) {
  return request('POST', `/activities/${activityId}/journal`, journalEntry, { body, idempotencyKey });
}

import { type NotificationKind, notificationMails, notificationsPage } from '@fernwart/contract';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { command, request } from '../../app/api/request.ts';

/** Newest first, page by page; live. */
export function notificationsQuery(personId: string) {
  return infiniteQueryOptions({
    queryKey: ['notifications'],
    queryFn: ({ signal, pageParam }) =>
      request('GET', '/notifications', notificationsPage, {
        query: { cursor: pageParam, limit: 20 },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    meta: { topics: [`notifications:${personId}`] },
  });
}

export type Marks = { read: boolean; ids?: string[]; activityId?: string; until?: string };

export function markNotifications(body: Marks): Promise<void> {
  return command('POST', '/notifications/marks', { body });
}

export const notificationMailsQuery = queryOptions({
  queryKey: ['notification-mails'],
  queryFn: ({ signal }) => request('GET', '/me/notification-mails', notificationMails, { signal }),
});

export function saveNotificationMails(kinds: readonly NotificationKind[]) {
  return request('PUT', '/me/notification-mails', notificationMails, { body: { kinds } });
}

import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { touch } from '../../app/live/touch.ts';
import { useMe } from '../people/use-me.ts';
import { markNotifications, notificationsQuery } from './notifications-api.ts';

/** Whoever looks at an activity has seen what he or she was told of it. */
export function useSeen(activityId: string): void {
  const client = useQueryClient();
  const { id } = useMe();
  const { data } = useInfiniteQuery(notificationsQuery(id));
  const newest = data?.pages
    .flatMap((page) => page.items)
    .find(({ activity, readAt }) => activity.id === activityId && readAt === null)?.id;
  useEffect(() => {
    if (newest === undefined) return;
    void markSeen();
    async function markSeen(): Promise<void> {
      try {
        await markNotifications({ read: true, activityId });
        await touch(client, `notifications:${id}`);
      } catch {
        // It stays marked as unread; the bell says so.
      }
    }
  }, [client, id, activityId, newest]);
}

import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { command } from '../../app/api/request.ts';

/** What stands on the page has been seen; `newest` changes with everything that is new, and is seen once it is there. */
export function useMarkRead(activityId: string, newest: string | undefined): void {
  const client = useQueryClient();
  useEffect(() => {
    if (newest === undefined) return;
    void markRead();
    async function markRead(): Promise<void> {
      try {
        await command('PUT', `/readings/${activityId}`);
        await client.invalidateQueries({ queryKey: ['readings'] });
      } catch {
        // Nobody needs to be told when this does not get through: it stays marked as new.
      }
    }
  }, [client, activityId, newest]);
}

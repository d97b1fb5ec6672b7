import type { Activity, transitionBody } from '@fernwart/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { touch } from '../../app/live/touch.ts';
import { notifyProblem } from '../../ui/notify-problem.tsx';
import { activityQuery, moveActivity } from './activities-api.ts';

/** A transition without the version: that is the shown activity's. */
export type Move = Omit<z.input<typeof transitionBody>, 'version'>;

/** Moves an activity on; when somebody else was faster, the message offers to reload. */
export function useMove(activity: Activity) {
  const client = useQueryClient();
  const refetch = () => touch(client, `activity:${activity.id}`, 'activities');
  return useMutation({
    mutationFn: (move: Move) => moveActivity(activity.id, { ...move, version: activity.version }),
    onSuccess: (moved) => {
      client.setQueryData(activityQuery(activity.id).queryKey, moved);
      return refetch();
    },
    onError: (error) => notifyProblem(error, () => void refetch()),
  });
}

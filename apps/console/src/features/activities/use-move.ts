import type { Activity, transitionBody } from '@fernwart/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { touch } from '../../app/live/touch.ts';
import { notify } from '../../ui/notify.ts';
import { notifyProblem } from '../../ui/notify-problem.tsx';
import { notifyUndo, withdrawUndo } from '../../ui/notify-undo.tsx';
import { activityQuery, moveActivity } from './activities-api.ts';
import { doInBulk } from './bulk-api.ts';

/** A transition without the version: that is the shown activity's. */
export type Move = Omit<z.input<typeof transitionBody>, 'version'>;

/** Moves an activity on; when somebody else was faster, the message offers to reload. Who has it can be taken back. */
export function useMove(activity: Activity) {
  const { t } = useTranslation(['console', 'desk']);
  const client = useQueryClient();
  async function putBack({ id, version }: Activity): Promise<void> {
    const { state, responsible, team } = activity;
    const before = { state, responsibleId: responsible?.id ?? null, teamId: team?.id ?? null };
    try {
      const [result] = await doInBulk({ action: 'put_back', items: [{ id, version, ...before }] });
      if (result?.refusal) notify('danger', result.refusal.text);
    } catch (error) {
      notifyProblem(error);
    }
    await refetch();
  }
  const refetch = () => touch(client, `activity:${activity.id}`, 'activities');
  return useMutation({
    mutationFn: (move: Move) => moveActivity(activity.id, { ...move, version: activity.version }),
    onSuccess: (moved, { transition }) => {
      if (transition === 'take_over' || transition === 'forward')
        notifyUndo(
          moved.id,
          t(`desk:moved.${transition}`, { number: moved.number }),
          t('desk:bulk.undo'),
          () => void putBack(moved),
        );
      else withdrawUndo(moved.id);
      client.setQueryData(activityQuery(activity.id).queryKey, moved);
      return refetch();
    },
    onError: (error) => notifyProblem(error, () => void refetch()),
  });
}

import type { Activity } from '@fernwart/contract';
import { Button, Group, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog.tsx';
import { teamsQuery } from '../people/people-api.ts';
import { emptyTarget, ForwardTarget, type TargetDraft, targetOf } from './forward-target.tsx';
import { useMove } from './use-move.ts';

interface Props {
  readonly activity: Activity;
  onClose(): void;
}

/** Passes an activity to a person or a team, with a note for them. */
export default function ForwardDialog({ activity, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('activity.transition.forward')} onClose={onClose}>
      <ForwardForm activity={activity} onClose={onClose} />
    </Dialog>
  );
}

function ForwardForm({ activity, onClose }: Props) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<TargetDraft>({ ...emptyTarget, teamId: activity.team?.id ?? null });
  const { data: teams } = useQuery(teamsQuery);
  const move = useMove(activity);
  // The activity may still lie with a team that has been archived.
  const inUse = draft.to === 'person' || teams?.items.some(({ id }) => id === draft.teamId);
  const target = inUse ? targetOf(draft) : null;
  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    if (target) move.mutate({ transition: 'forward', ...target }, { onSuccess: onClose });
  }
  return (
    <form onSubmit={onSubmit}>
      <Stack gap="md">
        <ForwardTarget draft={draft} onChange={setDraft} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={move.isPending} disabled={!target}>
            {t('activity.transition.forward')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

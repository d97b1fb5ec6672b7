import type { Activity, Transition } from '@fernwart/contract';
import { Button, Group, Stack, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog.tsx';
import { useMove } from './use-move.ts';

interface Props {
  readonly transition: Exclude<Transition, 'forward'>;
  readonly activity: Activity;
  onClose(): void;
}

/** Asks for a word on a transition: the solution, the reason for waiting. It may stay empty. */
export default function NoteDialog({ transition, activity, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog title={t(`activity.transition.${transition}`)} onClose={onClose}>
      <NoteForm transition={transition} activity={activity} onClose={onClose} />
    </Dialog>
  );
}

function NoteForm({ transition, activity, onClose }: Props) {
  const { t } = useTranslation();
  const [note, setNote] = useState('');
  const move = useMove(activity);
  const solves = transition === 'solve' || transition === 'close';
  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    const text = note.trim();
    move.mutate({ transition, ...(text ? { note: text } : {}) }, { onSuccess: onClose });
  }
  return (
    <form onSubmit={onSubmit}>
      <Stack gap="md">
        <Textarea
          data-autofocus
          label={solves ? t('activity.field.solution') : t('activity.note')}
          description={solves ? t('activity.solutionHelp') : t('activity.noteHelp')}
          autosize
          minRows={4}
          maxRows={12}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={move.isPending}>
            {t(`activity.transition.${transition}`)}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

import type { Activity } from '@fernwart/contract';
import { Button, Group, SegmentedControl, Stack, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog.tsx';
import { PersonPicker } from '../people/person-picker.tsx';
import { TeamPicker } from '../people/team-picker.tsx';
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
  const [to, setTo] = useState<'team' | 'person'>('team');
  const [teamId, setTeamId] = useState<string | null>(activity.team?.id ?? null);
  const [personId, setPersonId] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const move = useMove(activity);
  const target = to === 'team' ? teamId && { teamId } : personId && { personId };
  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    if (!target) return;
    const text = note.trim();
    move.mutate(
      { transition: 'forward', ...target, ...(text ? { note: text } : {}) },
      { onSuccess: onClose },
    );
  }
  return (
    <form onSubmit={onSubmit}>
      <Stack gap="md">
        <SegmentedControl
          aria-label={t('activity.forwardTo')}
          value={to}
          onChange={setTo}
          data={[
            { value: 'team', label: t('activity.field.team') },
            { value: 'person', label: t('activity.field.responsible') },
          ]}
        />
        {to === 'team' ? (
          <TeamPicker label={t('activity.field.team')} value={teamId} onChange={setTeamId} required />
        ) : (
          <PersonPicker
            label={t('activity.field.responsible')}
            withRole="agent"
            value={personId}
            onChange={setPersonId}
            required
          />
        )}
        <Textarea
          label={t('activity.note')}
          description={t('activity.noteHelp')}
          autosize
          minRows={3}
          maxRows={10}
          maxLength={10_000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
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

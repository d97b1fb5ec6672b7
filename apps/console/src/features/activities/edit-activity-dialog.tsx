import type { Activity } from '@fernwart/contract';
import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorCode } from '../../app/api/api-error.ts';
import { touch } from '../../app/live/touch.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { fieldErrors } from '../../ui/fields/field-errors.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { PersonPicker } from '../people/person-picker.tsx';
import { activityQuery, updateActivity } from './activities-api.ts';
import { sentWeight, type Weight, WeightFields } from './weight-fields.tsx';

interface Props {
  readonly activity: Activity;
  onClose(): void;
}

export default function EditActivityDialog({ activity, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog wide title={t('activity.edit', { number: activity.number })} onClose={onClose}>
      <EditForm activity={activity} onClose={onClose} />
    </Dialog>
  );
}

/** The version belongs to what one sees in the fields, not to what may have come in meanwhile. */
function draftOf(activity: Activity) {
  return {
    version: activity.version,
    subject: activity.subject,
    description: activity.description,
    weight: {
      priority: String(activity.priority),
      urgency: activity.urgency === null ? '' : String(activity.urgency),
      impact: activity.impact === null ? '' : String(activity.impact),
    } as Weight,
    initiatorId: activity.initiator?.id ?? null,
  };
}

function EditForm({ activity, onClose }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(activity));
  const set = (change: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...change }));
  const save = useMutation({
    mutationFn: () =>
      updateActivity(activity.id, {
        version: draft.version,
        subject: draft.subject,
        description: draft.description,
        ...sentWeight(draft.weight),
        ...(draft.initiatorId ? { initiatorId: draft.initiatorId } : {}),
      }),
    onSuccess: async () => {
      onClose();
      await touch(client, `activity:${activity.id}`, 'activities');
    },
  });
  async function reload(): Promise<void> {
    setDraft(draftOf(await client.fetchQuery({ ...activityQuery(activity.id), staleTime: 0 })));
    save.reset();
  }
  const errors = fieldErrors(save.error);
  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    save.mutate();
  }
  return (
    <form onSubmit={onSubmit}>
      <Stack gap="md">
        <TextInput
          data-autofocus
          label={t('activity.field.subject')}
          value={draft.subject}
          onChange={(event) => set({ subject: event.currentTarget.value })}
          error={errors['subject']}
          required
        />
        <Textarea
          label={t('activity.field.description')}
          value={draft.description}
          onChange={(event) => set({ description: event.currentTarget.value })}
          autosize
          minRows={4}
          maxRows={14}
        />
        <WeightFields value={draft.weight} onChange={(weight) => set({ weight })} />
        <PersonPicker
          label={t('activity.field.initiator')}
          value={draft.initiatorId}
          known={activity.initiator}
          onChange={(initiatorId) => set({ initiatorId })}
        />
        {save.error && (
          <ProblemNotice
            error={save.error}
            onRetry={errorCode(save.error) === 'stale_version' ? () => void reload() : undefined}
          />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={!draft.subject.trim()}>
            {t('common.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

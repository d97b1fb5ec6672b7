import { type ActivityKind, activityKinds } from '@fernwart/contract';
import { Button, Group, SegmentedControl, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { touch } from '../../app/live/touch.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { fieldErrors } from '../../ui/fields/field-errors.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { AssetsPicker } from '../assets/assets-picker.tsx';
import { PersonPicker } from '../people/person-picker.tsx';
import { TeamPicker } from '../people/team-picker.tsx';
import { useMe } from '../people/use-me.ts';
import { createActivity } from './activities-api.ts';

interface Props {
  onClose(): void;
  onCreated(id: string): void;
}

/** A new activity: for a caller when an agent makes it, for oneself otherwise. */
export default function CreateActivityDialog({ onClose, onCreated }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog wide title={t('activities.create')} onClose={onClose}>
      <CreateForm onClose={onClose} onCreated={onCreated} />
    </Dialog>
  );
}

const priorityNames = ['none', 'low', 'medium', 'high'] as const;

function CreateForm({ onClose, onCreated }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const me = useMe();
  const works = me.roles.includes('agent');
  const [key] = useState(() => crypto.randomUUID());
  const [draft, setDraft] = useState({
    kind: 'incident' as ActivityKind,
    subject: '',
    description: '',
    initiatorId: works ? null : (me.id as string | null),
    teamId: null as string | null,
    priority: '1',
    assetIds: [] as string[],
  });
  const set = (change: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...change }));
  const create = useMutation({
    mutationFn: (initiatorId: string) =>
      createActivity({ ...draft, initiatorId, priority: Number(draft.priority) }, key),
    onSuccess: async (activity) => {
      onClose();
      onCreated(activity.id);
      await touch(client, 'activities');
    },
  });
  const errors = fieldErrors(create.error);
  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    if (draft.initiatorId) create.mutate(draft.initiatorId);
  }
  return (
    <form onSubmit={onSubmit}>
      <Stack gap="md">
        {works && (
          <PersonPicker
            label={t('activity.field.initiator')}
            value={draft.initiatorId}
            onChange={(initiatorId) => set({ initiatorId, assetIds: [] })}
            required
            first
          />
        )}
        <SegmentedControl
          aria-label={t('activity.field.kind')}
          value={draft.kind}
          onChange={(kind) => set({ kind })}
          data={activityKinds.map((kind) => ({ value: kind, label: t(`activity.kind.${kind}`) }))}
        />
        <TextInput
          label={t('activity.field.subject')}
          value={draft.subject}
          onChange={(event) => set({ subject: event.currentTarget.value })}
          error={errors['subject']}
          maxLength={400}
          required
        />
        <Textarea
          label={t('activity.field.description')}
          value={draft.description}
          onChange={(event) => set({ description: event.currentTarget.value })}
          error={errors['description']}
          autosize
          minRows={4}
          maxRows={12}
          maxLength={20_000}
        />
        <Group grow align="flex-start">
          <Select
            label={t('activity.field.priority')}
            value={draft.priority}
            onChange={(priority) => set({ priority: priority ?? '1' })}
            allowDeselect={false}
            data={priorityNames.map((name, value) => ({
              value: String(value),
              label: t(`activity.priority.${name}`),
            }))}
          />
          {works && (
            <TeamPicker
              label={t('activity.field.team')}
              value={draft.teamId}
              onChange={(teamId) => set({ teamId })}
            />
          )}
        </Group>
        <AssetsPicker
          label={t('activity.field.assets')}
          ownerId={draft.initiatorId}
          values={draft.assetIds}
          onChange={(assetIds) => set({ assetIds })}
        />
        {create.error && <ProblemNotice error={create.error} shownFields={['subject', 'description']} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            type="submit"
            loading={create.isPending}
            disabled={!draft.initiatorId || !draft.subject.trim()}
          >
            {t('activities.createIt')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

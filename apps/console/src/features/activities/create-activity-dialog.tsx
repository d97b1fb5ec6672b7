import { type ActivityKind, activityKinds, type Person } from '@fernwart/contract';
import { Button, Group, SegmentedControl, Stack, Textarea, TextInput } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, lazy, Suspense, useState } from 'react';
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
import classes from './create-activity-dialog.module.css';
import { SimilarActivities } from './similar-activities.tsx';
import { sentWeight, type Weight, WeightFields } from './weight-fields.tsx';

interface Props {
  onClose(): void;
  onCreated(id: string): void;
}

/** A new activity: for a caller when an agent makes it, for oneself otherwise. */
export default function CreateActivityDialog({ onClose, onCreated }: Props) {
  const { t } = useTranslation();
  const [noting, setNoting] = useState(false);
  return (
    <Dialog wide title={t('activities.create')} covered={noting} onClose={onClose}>
      <CreateForm noting={noting} onNoting={setNoting} onClose={onClose} onCreated={onCreated} />
    </Dialog>
  );
}

const CallerDialog = lazy(() => import('./caller-dialog.tsx'));

interface FormProps extends Props {
  /** Whether the dialog for a caller who is not known yet stands over it. */
  readonly noting: boolean;
  onNoting(noting: boolean): void;
}

function CreateForm({ noting, onNoting, onClose, onCreated }: FormProps) {
  const { t } = useTranslation(['console', 'desk']);
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
    assetIds: [] as string[],
  });
  const set = (change: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...change }));
  const [weight, setWeight] = useState<Weight>({ priority: '1', urgency: '', impact: '' });
  const [caller, setCaller] = useState<Person | null>(null);
  const create = useMutation({
    mutationFn: (initiatorId: string) =>
      createActivity({ ...draft, initiatorId, ...sentWeight(weight) }, key),
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
          <Group align="flex-end" wrap="wrap" gap="xs">
            <div className={classes.grow}>
              <PersonPicker
                // Whoever was just noted is chosen, and stands among those found.
                key={caller?.id ?? 'found'}
                label={t('activity.field.initiator')}
                value={draft.initiatorId}
                known={caller}
                onChange={(initiatorId) => set({ initiatorId, assetIds: [] })}
                required
                first={caller === null}
              />
            </div>
            <Button
              variant="default"
              leftSection={<IconUserPlus size={16} />}
              aria-haspopup="dialog"
              onClick={() => onNoting(true)}
            >
              {t('desk:caller.add')}
            </Button>
          </Group>
        )}
        <Suspense fallback={null}>
          {noting && (
            <CallerDialog
              onClose={() => onNoting(false)}
              onCreated={(made) => {
                setCaller(made);
                set({ initiatorId: made.id, assetIds: [] });
              }}
            />
          )}
        </Suspense>
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
        />
        <WeightFields value={weight} onChange={setWeight} />
        {works && (
          <TeamPicker
            label={t('activity.field.team')}
            value={draft.teamId}
            onChange={(teamId) => set({ teamId })}
          />
        )}
        <AssetsPicker
          label={t('activity.field.assets')}
          ownerId={draft.initiatorId}
          values={draft.assetIds}
          onChange={(assetIds) => set({ assetIds })}
        />
        {works && <SimilarActivities text={draft.subject} initiatorId={draft.initiatorId} />}
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

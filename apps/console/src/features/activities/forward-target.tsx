import { SegmentedControl, Textarea } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { PersonPicker } from '../people/person-picker.tsx';
import { TeamPicker } from '../people/team-picker.tsx';

export interface TargetDraft {
  readonly to: 'team' | 'person';
  readonly teamId: string | null;
  readonly personId: string | null;
  readonly note: string;
}
export const emptyTarget: TargetDraft = { to: 'team', teamId: null, personId: null, note: '' };

/** Where a draft leads; null while nobody is chosen. */
export function targetOf(draft: TargetDraft): { teamId?: string; personId?: string; note?: string } | null {
  const note = draft.note.trim() ? { note: draft.note.trim() } : {};
  if (draft.to === 'team') return draft.teamId === null ? null : { teamId: draft.teamId, ...note };
  return draft.personId === null ? null : { personId: draft.personId, ...note };
}

/** A person or a team, and a note for them. */
export function ForwardTarget({
  draft,
  onChange,
}: {
  draft: TargetDraft;
  onChange(draft: TargetDraft): void;
}) {
  const { t } = useTranslation();
  // The German words do not stand side by side on the smallest screens.
  const narrow = useMediaQuery('(max-width: 26em)', false, { getInitialValueInEffect: false });
  return (
    <>
      <SegmentedControl
        aria-label={t('activity.forwardTo')}
        orientation={narrow ? 'vertical' : 'horizontal'}
        value={draft.to}
        onChange={(to) => onChange({ ...draft, to })}
        data={[
          { value: 'team', label: t('activity.field.team') },
          { value: 'person', label: t('activity.field.responsible') },
        ]}
      />
      {draft.to === 'team' ? (
        <TeamPicker
          label={t('activity.field.team')}
          value={draft.teamId}
          onChange={(teamId) => onChange({ ...draft, teamId })}
          required
        />
      ) : (
        <PersonPicker
          label={t('activity.field.responsible')}
          withRole="agent"
          value={draft.personId}
          onChange={(personId) => onChange({ ...draft, personId })}
          required
        />
      )}
      <Textarea
        label={t('activity.note')}
        description={t('activity.noteHelp')}
        autosize
        minRows={3}
        maxRows={10}
        value={draft.note}
        onChange={(event) => onChange({ ...draft, note: event.currentTarget.value })}
      />
    </>
  );
}

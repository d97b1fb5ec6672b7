import type { AssetSummary } from '@fernwart/contract';
import { Button, Input, Radio, SegmentedControl, Skeleton, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { touch } from '../../app/live/touch.ts';
import { fieldErrors } from '../../ui/fields/field-errors.ts';
import { notify } from '../../ui/notify.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { createActivity } from '../activities/activities-api.ts';
import { attachFile } from './files-api.ts';
import { PickFiles } from './pick-files.tsx';
import classes from './portal.module.css';

interface Props {
  readonly personId: string;
  /** The person's own devices; undefined while they are on their way. */
  readonly assets: readonly AssetSummary[] | undefined;
  readonly chosenAsset: string | undefined;
}
type Kind = 'incident' | 'service_request';
const kinds = ['incident', 'service_request'] as const satisfies readonly Kind[];

/** What is wrong, what was seen, which device, and pictures of it. */
export function ReportForm({ personId, assets, chosenAsset }: Props) {
  const { t } = useTranslation(['console', 'portal']);
  const client = useQueryClient();
  const navigate = useNavigate();
  const kindLabel = useId();
  const [key] = useState(() => crypto.randomUUID());
  const [draft, setDraft] = useState({ kind: 'incident' as Kind, subject: '', description: '' });
  const [asset, setAsset] = useState(chosenAsset ?? '');
  const [files, setFiles] = useState<readonly File[]>([]);
  const set = (change: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...change }));
  const report = useMutation({
    async mutationFn() {
      const known = assets?.some(({ id }) => id === asset) ? [asset] : [];
      const activity = await createActivity(
        { ...draft, subject: draft.subject.trim(), initiatorId: personId, assetIds: known },
        key,
      );
      // The report counts: a file that does not get through must not undo it.
      for (const file of files) {
        await attachFile(activity.id, file).catch(() =>
          notify('warning', t('portal:report.fileFailed', { name: file.name })),
        );
      }
      return activity;
    },
    async onSuccess(activity) {
      notify('success', t('portal:report.received', { number: activity.number }));
      await navigate({ to: '/portal/activities/$activity', params: { activity: activity.id } });
      await touch(client, 'activities');
    },
  });
  const errors = fieldErrors(report.error);
  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    if (draft.subject.trim() && !report.isPending) report.mutate();
  }
  return (
    <form className={classes.form} onSubmit={onSubmit}>
      <Input.Wrapper
        size="md"
        label={t('portal:report.kind')}
        labelElement="div"
        labelProps={{ id: kindLabel }}
      >
        <div>
          <SegmentedControl
            aria-labelledby={kindLabel}
            value={draft.kind}
            onChange={(kind) => set({ kind: kinds.find((each) => each === kind) ?? 'incident' })}
            data={kinds.map((value) => ({ value, label: t(`portal:report.kinds.${value}`) }))}
          />
        </div>
      </Input.Wrapper>
      <TextInput
        size="md"
        label={t('portal:report.subject')}
        description={t('portal:report.subjectHint')}
        value={draft.subject}
        onChange={(event) => set({ subject: event.currentTarget.value })}
        error={errors['subject']}
        required
      />
      <Textarea
        size="md"
        label={t('portal:report.description')}
        description={t('portal:report.descriptionHelp')}
        value={draft.description}
        onChange={(event) => set({ description: event.currentTarget.value })}
        error={errors['description']}
        autosize
        minRows={4}
        maxRows={14}
      />
      {!assets && <Skeleton height={96} />}
      {assets && assets.length > 0 && <OwnAssets assets={assets} value={asset} onChange={setAsset} />}
      <PickFiles
        label={t('portal:report.files')}
        help={t('portal:report.filesHelp')}
        files={files}
        onChange={setFiles}
      />
      {report.error && <ProblemNotice error={report.error} shownFields={['subject', 'description']} />}
      <div className={classes.actions}>
        <Button type="submit" size="lg" loading={report.isPending} disabled={!draft.subject.trim()}>
          {t('portal:report.send')}
        </Button>
      </div>
    </form>
  );
}

function OwnAssets(props: { assets: readonly AssetSummary[]; value: string; onChange(id: string): void }) {
  const { t } = useTranslation(['console', 'portal']);
  const { assets, value, onChange } = props;
  const choices = [
    ...assets.map(({ id, name, model, inventoryNumber }) => ({
      value: id,
      label: name,
      description: [model, inventoryNumber].filter(Boolean).join(' · '),
    })),
    { value: '', label: t('portal:report.noAsset'), description: '' },
  ];
  return (
    <Radio.Group size="md" label={t('portal:report.asset')} value={value} onChange={onChange}>
      <div className={classes.choices}>
        {choices.map((choice) => (
          <div
            key={choice.value}
            className={classes.choice}
            data-checked={choice.value === value || undefined}
          >
            <Radio size="md" {...choice} />
          </div>
        ))}
      </div>
    </Radio.Group>
  );
}

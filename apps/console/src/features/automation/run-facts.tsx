import type { Run } from '@fernwart/contract';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/use-format.ts';
import { Facts } from '../../ui/facts.tsx';
import { Instant } from '../../ui/instant.tsx';
import { SubjectLink } from './subject-link.tsx';
import { TriggerText } from './trigger-text.tsx';

export function RunFacts({ run }: { run: Run }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { startedAt, finishedAt } = run;
  const seconds = startedAt && finishedAt ? (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000 : null;
  return (
    <Facts
      facts={[
        { label: t('runs.workflow'), value: run.workflow },
        { label: t('packages.version'), value: run.version },
        { label: t('runs.package'), value: run.package ?? t('runs.platform') },
        { label: t('runs.trigger'), value: <TriggerText trigger={run.trigger} /> },
        { label: t('runs.triggerName'), value: run.trigger.name || '–' },
        { label: t('runs.subject'), value: run.subject ? <SubjectLink subject={run.subject} /> : '–' },
        run.state === 'waiting' && { label: t('runs.due'), value: <Instant at={run.dueAt} /> },
        { label: t('runs.created'), value: <Instant at={run.createdAt} /> },
        { label: t('runs.started'), value: startedAt ? <Instant at={startedAt} /> : '–' },
        { label: t('runs.finished'), value: finishedAt ? <Instant at={finishedAt} /> : '–' },
        seconds !== null && { label: t('runs.duration'), value: format.duration(seconds) },
        run.errorCode !== null && { label: t('runs.errorCode'), value: run.errorCode },
      ]}
    />
  );
}

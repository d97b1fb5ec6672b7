import type { Run } from '@fernwart/contract';
import { useTranslation } from 'react-i18next';
import { Instant } from '../../ui/instant.tsx';
import { AnchorLink } from '../../ui/link-parts.tsx';
import { RunStateMark } from './run-state-mark.tsx';

export function LastRun({ run }: { run: Run | null }) {
  const { t } = useTranslation();
  if (!run) return <span className="dimmed">{t('runs.never')}</span>;
  return (
    <>
      <RunStateMark state={run.state} />{' '}
      <AnchorLink to="/administration/runs/$run" params={{ run: run.id }} inherit>
        <Instant at={run.createdAt} as="relative" />
      </AnchorLink>
    </>
  );
}

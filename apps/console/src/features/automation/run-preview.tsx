import { IconArrowUpRight, IconPlayerPlay } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { NoticeBlock } from '../../blocks/notice-block.tsx';
import { Empty } from '../../ui/empty.tsx';
import { ButtonLink } from '../../ui/link-parts.tsx';
import { PendingPreview, Preview } from '../../ui/preview.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { runQuery } from './automation-api.ts';
import { failureText } from './failure-text.ts';
import { RunFacts } from './run-facts.tsx';
import { RunLog } from './run-log.tsx';
import { RunStateMark } from './run-state-mark.tsx';

export function RunPreview({ id }: { id: string | undefined }) {
  const { t } = useTranslation();
  if (!id) return <Empty icon={<IconPlayerPlay size={22} />} title={t('runs.choose')} />;
  return <LoadedRun key={id} id={id} />;
}

function LoadedRun({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data: run, error, refetch } = useQuery(runQuery(id));
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!run) return <PendingPreview />;
  const failure = failureText(run);
  return (
    <Preview
      above={<RunStateMark state={run.state} />}
      title={run.title}
      open={
        <ButtonLink
          to="/administration/runs/$run"
          params={{ run: id }}
          variant="default"
          size="xs"
          rightSection={<IconArrowUpRight size={14} />}
        >
          {t('common.open')}
        </ButtonLink>
      }
    >
      {failure && <NoticeBlock block={{ tone: 'danger', text: failure }} />}
      <RunFacts run={run} />
      <RunLog run={run} />
    </Preview>
  );
}

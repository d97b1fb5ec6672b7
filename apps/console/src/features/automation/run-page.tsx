import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { NoticeBlock } from '../../blocks/notice-block.tsx';
import { Card } from '../../ui/card.tsx';
import { AnchorLink } from '../../ui/link-parts.tsx';
import { NotThere } from '../../ui/not-there.tsx';
import { Page } from '../../ui/page.tsx';
import { TwoColumns } from '../../ui/two-columns.tsx';
import { runQuery } from './automation-api.ts';
import { failureText } from './failure-text.ts';
import { RunFacts } from './run-facts.tsx';
import { RunLog } from './run-log.tsx';
import { RunResult } from './run-result.tsx';
import { RunStateMark } from './run-state-mark.tsx';

const route = getRouteApi('/signed-in/administration/runs/$run');

export function RunPage() {
  const { t } = useTranslation();
  const { run: id } = route.useParams();
  const { data: run, error, refetch } = useQuery(runQuery(id));
  const back = (
    <AnchorLink to="/administration/runs" inherit>
      {t('runs.title')}
    </AnchorLink>
  );
  if (error && !run) return <NotThere error={error} back={back} onRetry={() => void refetch()} />;
  if (!run) {
    return (
      <Page pending title={t('common.loading')} above={back}>
        <Skeleton height={360} radius="lg" />
      </Page>
    );
  }
  const failure = failureText(run);
  return (
    <Page title={run.title} above={back} beside={<RunStateMark state={run.state} />}>
      {failure && <NoticeBlock block={{ tone: 'danger', title: t('run.state.failed'), text: failure }} />}
      <TwoColumns
        main={
          <>
            <Card title={t('run.log')}>
              <RunLog run={run} />
            </Card>
            <RunResult facts={run.resultFacts} />
          </>
        }
        side={
          <Card title={t('activity.details')}>
            <RunFacts run={run} />
          </Card>
        }
      />
    </Page>
  );
}

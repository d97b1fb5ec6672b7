import { type HealthReport, healthReport, type Tone } from '@fernwart/contract';
import { Button, Skeleton } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheckFilled,
  IconCircleXFilled,
  IconRefresh,
} from '@tabler/icons-react';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { request } from '../../app/api/request.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { Card } from '../../ui/card.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Instant } from '../../ui/instant.tsx';
import { Mark } from '../../ui/mark.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { countName } from './count-name.ts';
import classes from './health-page.module.css';
import { PausedCard } from './paused-card.tsx';

const healthQuery = queryOptions({
  queryKey: ['health'],
  queryFn: ({ signal }) => request('GET', '/health', healthReport, { signal }),
  refetchInterval: 30_000,
  staleTime: 0,
});
const tones: Record<HealthReport['state'], Tone> = { ok: 'success', warning: 'warning', failing: 'danger' };
const icons = { ok: IconCircleCheckFilled, warning: IconAlertTriangle, failing: IconCircleXFilled } as const;

export function HealthPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const { data, error, refetch, isFetching } = useQuery(healthQuery);
  return (
    <Page
      title={t('health.title')}
      beside={data && <Mark tone={tones[data.state]}>{t(`health.state.${data.state}`)}</Mark>}
      actions={
        <Button
          variant="default"
          leftSection={<IconRefresh size={16} />}
          loading={isFetching && data !== undefined}
          onClick={() => void refetch()}
        >
          {t('health.again')}
        </Button>
      }
    >
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={280} radius="lg" />}
      {data && (
        <>
          {data.paused && <PausedCard paused={data.paused} />}
          <ul className={classes.checks}>
            {data.checks.map((check) => {
              const Icon = icons[check.state];
              return (
                <li key={check.name} className={classes.check} data-state={check.state}>
                  <Icon
                    size={20}
                    className={classes.icon}
                    role="img"
                    aria-label={t(`health.state.${check.state}`)}
                  />
                  <div>
                    <h2 className={classes.name}>{check.name}</h2>
                    <p className={classes.text}>{check.text}</p>
                    {check.remedy && <p className={classes.remedy}>{check.remedy}</p>}
                  </div>
                </li>
              );
            })}
          </ul>
          <Card title={t('health.service')}>
            <Facts
              wide
              facts={[
                { label: t('packages.version'), value: data.version },
                { label: t('health.database'), value: data.database },
                { label: t('health.startedAt'), value: <Instant at={data.startedAt} /> },
                { label: t('health.checkedAt'), value: <Instant at={data.checkedAt} as="seconds" /> },
                ...Object.entries(data.counts).map(([name, count]) => ({
                  label: countName(name, t),
                  value: format.number(count),
                })),
              ]}
            />
          </Card>
        </>
      )}
    </Page>
  );
}

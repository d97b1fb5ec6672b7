import { Skeleton } from '@mantine/core';
import { IconCalendarClock } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { ToPackages } from '../packages/to-packages.tsx';
import { engineActivationsQuery } from './automation-api.ts';
import { EngineActivationCard } from './engine-activation-card.tsx';

export function EngineActivationsPage() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(engineActivationsQuery);
  return (
    <Page title={t('engineActivations.title')} lead={t('engineActivations.lead')}>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={160} radius="lg" />}
      {data?.items.length === 0 && (
        <Card>
          <Empty
            icon={<IconCalendarClock size={22} />}
            title={t('engineActivations.none')}
            text={t('engineActivations.noneYet')}
          >
            <ToPackages />
          </Empty>
        </Card>
      )}
      {data?.items.map((activation) => (
        <EngineActivationCard key={activation.id} activation={activation} />
      ))}
    </Page>
  );
}

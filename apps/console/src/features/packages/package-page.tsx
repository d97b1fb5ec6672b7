import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { BlockProvider } from '../../blocks/block-context.tsx';
import { BlockList } from '../../blocks/block-list.tsx';
import { Card } from '../../ui/card.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { packagePageQuery } from './packages-api.ts';

const route = getRouteApi('/signed-in/packages/$package/$page');

/** A page that a package adds to the navigation. */
export function PackagePage() {
  const { t } = useTranslation();
  const { package: packageId, page } = route.useParams();
  const { data, error, refetch } = useQuery(packagePageQuery(packageId, page));
  const topics = data?.topics;
  const context = useMemo(
    () => ({ packageId, subject: null, heading: 'h2' as const, topics, refresh: () => void refetch() }),
    [packageId, topics, refetch],
  );
  return (
    <Page title={data?.title ?? t('common.loading')}>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={240} radius="lg" />}
      {data && !error && (
        <Card>
          <BlockProvider value={context}>
            <BlockList blocks={data.blocks} />
          </BlockProvider>
        </Card>
      )}
    </Page>
  );
}

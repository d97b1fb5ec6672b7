import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { NoticeBlock } from '../../blocks/notice-block.tsx';
import { Card } from '../../ui/card.tsx';
import { AnchorLink } from '../../ui/link-parts.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { TwoColumns } from '../../ui/two-columns.tsx';
import { ConfigurationForm } from './configuration-form.tsx';
import { configurationTypesQuery } from './configurations-api.ts';

const route = getRouteApi('/signed-in/configurations/new');

export function NewConfigurationPage() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const types = useQuery(configurationTypesQuery);
  const type = types.data?.items.find((each) => each.package === search.package && each.type === search.type);
  const back = (
    <AnchorLink to="/configurations" inherit>
      {t('configurations.title')}
    </AnchorLink>
  );
  if (types.error && !types.data) {
    return (
      <Page title={t('problem.title')} above={back}>
        <ProblemNotice error={types.error} onRetry={() => void types.refetch()} />
      </Page>
    );
  }
  if (!types.data) {
    return (
      <Page pending title={t('common.loading')} above={back}>
        <Skeleton height={420} radius="lg" />
      </Page>
    );
  }
  if (!type) {
    return (
      <Page title={t('notFound.title')} above={back}>
        <p>{t('configurations.typeGone')}</p>
      </Page>
    );
  }
  return (
    <Page title={type.addTitle} above={back}>
      <TwoColumns
        even
        main={
          <Card title={type.title}>
            <ConfigurationForm type={type} configuration={null} />
          </Card>
        }
        side={<NoticeBlock block={{ tone: 'info', text: t('configurations.saveFirst') }} />}
      />
    </Page>
  );
}

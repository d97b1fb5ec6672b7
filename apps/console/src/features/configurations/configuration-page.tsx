import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card.tsx';
import { AnchorLink } from '../../ui/link-parts.tsx';
import { NotThere } from '../../ui/not-there.tsx';
import { Page } from '../../ui/page.tsx';
import { TwoColumns } from '../../ui/two-columns.tsx';
import { ActionBar } from '../packages/action-bar.tsx';
import { Panels } from '../packages/panels.tsx';
import { ConfigurationForm } from './configuration-form.tsx';
import {
  configurationOffersQuery,
  configurationQuery,
  configurationTypesQuery,
} from './configurations-api.ts';
import { DeleteConfigurationButton } from './delete-configuration.tsx';

const route = getRouteApi('/signed-in/configurations/$configuration');

/** The form, with what the package shows beside it. */
export function ConfigurationPage() {
  const { t } = useTranslation();
  const { configuration: id } = route.useParams();
  const { data: configuration, error, refetch } = useQuery(configurationQuery(id));
  const offers = useQuery(configurationOffersQuery(id));
  const types = useQuery(configurationTypesQuery);
  const back = (
    <AnchorLink to="/configurations" inherit>
      {t('configurations.title')}
    </AnchorLink>
  );
  if (error && !configuration) return <NotThere error={error} back={back} onRetry={() => void refetch()} />;
  const type = types.data?.items.find(
    (each) => each.package === configuration?.package && each.type === configuration.type,
  );
  if (!configuration || !types.data) {
    return (
      <Page pending title={t('common.loading')} above={back}>
        <Skeleton height={420} radius="lg" />
      </Page>
    );
  }
  const subject = { type: 'configuration', id } as const;
  return (
    <Page
      title={configuration.name}
      above={
        <>
          {back}
          {type && ` / ${type.title}`}
        </>
      }
      actions={<DeleteConfigurationButton configuration={configuration} />}
    >
      <ActionBar offers={offers.data} subject={subject} />
      <TwoColumns
        even
        main={
          <Card title={type?.title ?? configuration.type}>
            {type ? (
              <ConfigurationForm
                key={configuration.id}
                type={type}
                configuration={configuration}
                actions={offers.data?.actions}
              />
            ) : (
              <p className="dimmed">{t('configurations.typeGone')}</p>
            )}
          </Card>
        }
        side={offers.data && <Panels panels={offers.data.panels} subject={subject} />}
      />
    </Page>
  );
}

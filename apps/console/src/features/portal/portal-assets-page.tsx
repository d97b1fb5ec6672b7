import type { AssetSummary } from '@fernwart/contract';
import { Skeleton } from '@mantine/core';
import { IconDeviceDesktop } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Facts } from '../../ui/facts.tsx';
import { ButtonLink } from '../../ui/link-parts.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useMe } from '../people/use-me.ts';
import classes from './portal.module.css';
import { ownAssetsQuery } from './portal-api.ts';

/** One's own devices, each a step away from a report. */
export function PortalAssetsPage() {
  const { t } = useTranslation(['console', 'portal']);
  const me = useMe();
  const { data, error, refetch } = useQuery(ownAssetsQuery(me.id));
  return (
    <Page narrow="middle" title={t('portal:assets.title')} lead={t('portal:assets.lead')}>
      <div className={classes.portal}>
        {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
        {!data && !error && <Skeleton height={160} radius="lg" />}
        {data?.items.length === 0 && (
          <Card>
            <Empty
              icon={<IconDeviceDesktop size={22} />}
              title={t('portal:assets.none')}
              text={t('portal:assets.noneText')}
            />
          </Card>
        )}
        <ul className={classes.devices}>
          {data?.items.map((asset) => (
            <li key={asset.id}>
              <Device asset={asset} />
            </li>
          ))}
        </ul>
      </div>
    </Page>
  );
}

function Device({ asset }: { asset: AssetSummary }) {
  const { t } = useTranslation(['console', 'portal']);
  return (
    <Card title={asset.name}>
      <Facts
        facts={[
          asset.model !== null && { label: t('portal:assets.model'), value: asset.model },
          asset.inventoryNumber !== null && {
            label: t('portal:assets.inventoryNumber'),
            value: asset.inventoryNumber,
          },
          asset.serialNumber !== null && {
            label: t('portal:assets.serialNumber'),
            value: asset.serialNumber,
          },
        ]}
      />
      <ButtonLink to="/portal/report" search={{ asset: asset.id }} variant="default" mt="sm">
        {t('portal:assets.report')}
      </ButtonLink>
    </Card>
  );
}

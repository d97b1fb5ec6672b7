import { IconArrowUpRight, IconDevices } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../ui/empty.tsx';
import { ButtonLink } from '../../ui/link-parts.tsx';
import { PendingPreview, Preview } from '../../ui/preview.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { ActionBar } from '../packages/action-bar.tsx';
import { Panels } from '../packages/panels.tsx';
import { AssetAttributes } from './asset-attributes.tsx';
import { AssetFacts } from './asset-facts.tsx';
import { assetOffersQuery, assetQuery } from './assets-api.ts';

export function AssetPreview({ id }: { id: string | undefined }) {
  const { t } = useTranslation();
  if (!id) return <Empty icon={<IconDevices size={22} />} title={t('assets.choose')} />;
  return <LoadedAsset key={id} id={id} />;
}

function LoadedAsset({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data: asset, error, refetch } = useQuery(assetQuery(id));
  const offers = useQuery(assetOffersQuery(id));
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!asset) return <PendingPreview />;
  return (
    <Preview
      above={asset.inventoryNumber ?? asset.kind}
      title={asset.name}
      open={
        <ButtonLink
          to="/assets/$asset"
          params={{ asset: id }}
          variant="default"
          size="xs"
          rightSection={<IconArrowUpRight size={14} />}
        >
          {t('common.open')}
        </ButtonLink>
      }
    >
      <ActionBar offers={offers.data} subject={{ type: 'asset', id }} small />
      <AssetAttributes asset={asset} />
      <AssetFacts asset={asset} />
      {offers.data && <Panels panels={offers.data.panels} subject={{ type: 'asset', id }} />}
    </Preview>
  );
}

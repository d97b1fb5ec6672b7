import { Button, Skeleton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPencil } from '@tabler/icons-react';
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
import { useMe } from '../people/use-me.ts';
import { AssetAttributes } from './asset-attributes.tsx';
import { AssetDialog } from './asset-dialog.tsx';
import { AssetFacts } from './asset-facts.tsx';
import { assetOffersQuery, assetQuery } from './assets-api.ts';

const route = getRouteApi('/signed-in/assets/$asset');

export function AssetPage() {
  const { t } = useTranslation();
  const { asset: id } = route.useParams();
  const { data: asset, error, refetch } = useQuery(assetQuery(id));
  const offers = useQuery(assetOffersQuery(id));
  const [editing, edit] = useDisclosure(false);
  const mayEdit = useMe().roles.some((role) => role === 'agent' || role === 'administrator');
  const back = (
    <AnchorLink to="/assets" inherit>
      {t('assets.title')}
    </AnchorLink>
  );
  if (error && !asset) return <NotThere error={error} back={back} onRetry={() => void refetch()} />;
  if (!asset) {
    return (
      <Page pending title={t('common.loading')} above={back}>
        <Skeleton height={280} radius="lg" />
      </Page>
    );
  }
  const subject = { type: 'asset', id } as const;
  return (
    <Page
      title={asset.name}
      above={
        <>
          {back}
          {asset.inventoryNumber && ` / ${asset.inventoryNumber}`}
        </>
      }
      actions={
        mayEdit && (
          <Button
            variant="default"
            leftSection={<IconPencil size={16} />}
            aria-haspopup="dialog"
            onClick={edit.open}
          >
            {t('common.edit')}
          </Button>
        )
      }
    >
      <ActionBar offers={offers.data} subject={subject} />
      <TwoColumns
        main={
          <>
            {asset.attributes.length + asset.unset.length > 0 && (
              <Card title={t('assets.attributes')}>
                <AssetAttributes asset={asset} />
              </Card>
            )}
            {offers.data && <Panels panels={offers.data.panels} subject={subject} />}
            {asset.attributes.length + asset.unset.length === 0 && offers.data?.panels.length === 0 && (
              <Card>
                <p className="dimmed">{t('assets.nothingMore')}</p>
              </Card>
            )}
          </>
        }
        side={
          <Card title={t('activity.details')}>
            <AssetFacts asset={asset} />
          </Card>
        }
      />
      <AssetDialog opened={editing} asset={asset} onClose={edit.close} onSaved={edit.close} />
    </Page>
  );
}

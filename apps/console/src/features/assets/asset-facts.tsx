import type { Asset } from '@fernwart/contract';
import { useTranslation } from 'react-i18next';
import { Facts } from '../../ui/facts.tsx';
import { Instant } from '../../ui/instant.tsx';
import { PersonName } from '../../ui/person-name.tsx';

export function AssetFacts({ asset }: { asset: Asset }) {
  const { t } = useTranslation();
  return (
    <Facts
      facts={[
        { label: t('assets.owner'), value: asset.owner ? <PersonName name={asset.owner.name} /> : '–' },
        { label: t('assets.inventoryNumber'), value: asset.inventoryNumber ?? '–' },
        { label: t('assets.serialNumber'), value: asset.serialNumber ?? '–' },
        { label: t('assets.kind'), value: capitalised(asset.kind) },
        { label: t('assets.manufacturer'), value: asset.manufacturer ?? '–' },
        { label: t('assets.model'), value: asset.model ?? '–' },
        { label: t('assets.location'), value: asset.location ?? '–' },
        { label: t('activity.field.updated'), value: <Instant at={asset.updatedAt} /> },
      ]}
    />
  );
}

/** Kinds are words of one's own, usually written small; beside names they stand as a heading would. */
function capitalised(kind: string): string {
  return kind.charAt(0).toLocaleUpperCase() + kind.slice(1);
}

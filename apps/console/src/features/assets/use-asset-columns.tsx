import type { AssetSummary } from '@fernwart/contract';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { GridColumn } from '../../ui/grid/grid-column.ts';
import { AnchorLink } from '../../ui/link-parts.tsx';
import { PersonName } from '../../ui/person-name.tsx';

/** The desk's own columns, and one for each attribute that packages add. */
export function useAssetColumns(rows: readonly AssetSummary[] | undefined): GridColumn<AssetSummary>[] {
  const { t } = useTranslation();
  return useMemo(() => {
    const labels = new Map<string, string>();
    for (const row of rows ?? []) {
      for (const { package: from, name, label } of row.attributes) labels.set(`${from}/${name}`, label);
    }
    const added = [...labels].map(
      ([key, label]): GridColumn<AssetSummary> => ({
        id: key,
        header: label,
        width: 9.5,
        cell: ({ attributes }) =>
          attributes.find(({ package: from, name }) => `${from}/${name}` === key)?.value ?? '–',
      }),
    );
    return [
      {
        id: 'name',
        header: t('assets.name'),
        sort: 'name',
        width: 11,
        pinned: true,
        cell: ({ id, name }: AssetSummary) => (
          <AnchorLink to="/assets/$asset" params={{ asset: id }} tabIndex={-1} inherit>
            {name}
          </AnchorLink>
        ),
      },
      {
        id: 'inventory',
        header: t('assets.inventoryNumber'),
        sort: 'inventoryNumber',
        width: 8,
        cell: ({ inventoryNumber }: AssetSummary) => inventoryNumber ?? '–',
      },
      {
        id: 'owner',
        header: t('assets.owner'),
        width: 12,
        cell: ({ owner }: AssetSummary) => (owner ? <PersonName name={owner.name} /> : '–'),
      },
      ...added,
      {
        id: 'serial',
        header: t('assets.serialNumber'),
        sort: 'serialNumber',
        width: 10,
        cell: ({ serialNumber }: AssetSummary) => serialNumber ?? '–',
      },
      { id: 'model', header: t('assets.model'), cell: ({ model }: AssetSummary) => model ?? '–' },
    ];
  }, [rows, t]);
}

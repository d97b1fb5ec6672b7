import type { InstalledPackage } from '@fernwart/contract';
import { IconPackage, IconPackageImport } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../i18n/language.ts';
import { Empty } from '../../ui/empty.tsx';
import { DataGrid } from '../../ui/grid/data-grid.tsx';
import type { GridColumn } from '../../ui/grid/grid-column.ts';
import { Instant } from '../../ui/instant.tsx';
import { ButtonLink } from '../../ui/link-parts.tsx';
import { ListPreview, usePreviewFits } from '../../ui/list-preview.tsx';
import { Mark } from '../../ui/mark.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { PackageCard } from './package-card.tsx';
import { PackagePreview } from './package-preview.tsx';
import { packageTones } from './package-states.ts';
import { packagesQuery } from './packages-api.ts';
import { SignedMark } from './signed-mark.tsx';

const route = getRouteApi('/signed-in/administration/packages');

export function PackagesPage() {
  const { t } = useTranslation();
  const { selected } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useQuery(packagesQuery);
  const fits = usePreviewFits();
  const columns = usePackageColumns();
  const shown = selected ?? data?.items[0]?.id;
  const install = (
    <ButtonLink to="/administration/packages/install" leftSection={<IconPackageImport size={16} />}>
      {t('packages.install')}
    </ButtonLink>
  );
  return (
    <Page fill title={t('packages.title')} lead={t('packages.lead')} actions={install}>
      <ListPreview
        previewLabel={t('common.preview')}
        pending={!data && !error}
        list={
          error ? (
            <ProblemNotice error={error} onRetry={() => void refetch()} />
          ) : (
            <DataGrid
              label={t('packages.title')}
              name="packages"
              columns={columns}
              rows={data?.items}
              rowId={(row) => row.id}
              selectedId={fits ? shown : undefined}
              onSelect={(row) => void navigate({ search: { selected: row.id }, replace: true })}
              card={(row) => <PackageCard row={row} />}
              empty={
                <Empty
                  icon={<IconPackage size={22} />}
                  title={t('packages.none')}
                  text={t('packages.noneYet')}
                >
                  {install}
                </Empty>
              }
            />
          )
        }
        preview={<PackagePreview item={data?.items.find(({ id }) => id === shown)} />}
      />
    </Page>
  );
}

function usePackageColumns(): GridColumn<InstalledPackage>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('packages.name'),
        pinned: true,
        least: 10,
        cell: ({ name }) => <strong>{name[currentLanguage()]}</strong>,
      },
      { id: 'vendor', header: t('packages.vendor'), width: 7.5, cell: ({ vendor }) => vendor },
      { id: 'version', header: t('packages.version'), width: 5, cell: ({ version }) => version },
      {
        id: 'signed',
        header: t('packages.signature'),
        width: 8,
        cell: ({ signed, publisher }) => <SignedMark signed={signed} publisher={publisher} />,
      },
      {
        id: 'state',
        header: t('packages.state'),
        width: 9,
        cell: ({ state }) => (
          <Mark tone={packageTones[state]} busy={state === 'installing'}>
            {t(`packages.states.${state}`)}
          </Mark>
        ),
      },
      {
        id: 'installed',
        header: t('packages.installedAt'),
        width: 10,
        cell: ({ installedAt }) => <Instant at={installedAt} />,
      },
      {
        id: 'installedBy',
        header: t('packages.installedBy'),
        width: 9,
        cell: ({ installedBy }) => installedBy,
      },
    ],
    [t],
  );
}

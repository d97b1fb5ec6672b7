import type { ConfigurationSummary, ConfigurationType } from '@fernwart/contract';
import { Button, Menu } from '@mantine/core';
import { IconAdjustments, IconChevronDown, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../ui/empty.tsx';
import { DataGrid } from '../../ui/grid/data-grid.tsx';
import type { GridColumn } from '../../ui/grid/grid-column.ts';
import { Instant } from '../../ui/instant.tsx';
import { AnchorLink, ButtonLink } from '../../ui/link-parts.tsx';
import { ListPreview, usePreviewFits } from '../../ui/list-preview.tsx';
import { Mark } from '../../ui/mark.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { ToPackages } from '../packages/to-packages.tsx';
import { ConfigurationPreview } from './configuration-preview.tsx';
import { configurationsQuery, configurationTypesQuery } from './configurations-api.ts';

const route = getRouteApi('/signed-in/configurations');

/** The administrators' records of what packages need to know. */
export function ConfigurationsPage() {
  const { t } = useTranslation();
  const { selected } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useQuery(configurationsQuery);
  const types = useQuery(configurationTypesQuery);
  const fits = usePreviewFits();
  const columns = useConfigurationColumns(types.data?.items);
  const shown = selected ?? (fits ? data?.items[0]?.id : undefined);
  const open = (id: string) =>
    void navigate({ to: '/configurations/$configuration', params: { configuration: id } });
  const add = <AddButtons types={types.data?.items ?? []} />;
  return (
    <Page fill title={t('configurations.title')} actions={add}>
      <ListPreview
        previewLabel={t('common.preview')}
        pending={!shown && !data && !error}
        list={
          error ? (
            <ProblemNotice error={error} onRetry={() => void refetch()} />
          ) : (
            <DataGrid
              label={t('configurations.title')}
              name="configurations"
              columns={columns}
              rows={data?.items}
              rowId={(row) => row.id}
              selectedId={shown}
              onSelect={(row) =>
                fits ? void navigate({ search: { selected: row.id }, replace: true }) : open(row.id)
              }
              onOpen={(row) => open(row.id)}
              card={(row) => <ConfigurationCard row={row} />}
              empty={
                <Empty
                  icon={<IconAdjustments size={22} />}
                  title={t('configurations.none')}
                  text={
                    types.data?.items.length === 0 ? t('configurations.noTypes') : t('configurations.noneYet')
                  }
                >
                  {types.data?.items.length === 0 && <ToPackages />}
                </Empty>
              }
            />
          )
        }
        preview={<ConfigurationPreview id={shown} />}
      />
    </Page>
  );
}

/** One button per kind, in the package's own words; a menu where there are several. */
function AddButtons({ types }: { types: readonly ConfigurationType[] }) {
  const { t } = useTranslation();
  const [only] = types;
  if (!only) return null;
  if (types.length === 1) {
    return (
      <ButtonLink
        to="/configurations/new"
        search={{ package: only.package, type: only.type }}
        leftSection={<IconPlus size={16} />}
      >
        {only.addTitle}
      </ButtonLink>
    );
  }
  return (
    // The library's own place for the focus is no item, and a menu holds nothing but items.
    <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button leftSection={<IconPlus size={16} />} rightSection={<IconChevronDown size={14} />}>
          {t('configurations.add')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {types.map((type) => (
          <Menu.Item
            key={`${type.package}/${type.type}`}
            component={Link}
            {...({ to: '/configurations/new', search: { package: type.package, type: type.type } } as object)}
          >
            {type.addTitle}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function ConfigurationCard({ row }: { row: ConfigurationSummary }) {
  const { t } = useTranslation();
  return (
    <>
      <AnchorLink to="/configurations/$configuration" params={{ configuration: row.id }} fw={600} inherit>
        {row.name}
      </AnchorLink>
      {row.isDefault && <div className="dimmed">{t('configurations.default')}</div>}
    </>
  );
}

function useConfigurationColumns(
  types: readonly ConfigurationType[] | undefined,
): GridColumn<ConfigurationSummary>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('configurations.name'),
        pinned: true,
        cell: ({ id, name, isDefault }) => (
          <>
            <AnchorLink
              to="/configurations/$configuration"
              params={{ configuration: id }}
              tabIndex={-1}
              inherit
            >
              {name}
            </AnchorLink>{' '}
            {isDefault && <Mark tone="accent">{t('configurations.default')}</Mark>}
          </>
        ),
      },
      {
        id: 'type',
        header: t('configurations.kind'),
        cell: (row) =>
          types?.find((type) => type.package === row.package && type.type === row.type)?.title ?? row.type,
      },
      {
        id: 'updated',
        header: t('activity.field.updated'),
        width: 9,
        cell: ({ updatedAt }) => <Instant at={updatedAt} as="relative" />,
      },
    ],
    [t, types],
  );
}

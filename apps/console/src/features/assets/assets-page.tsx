import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDevices, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../ui/empty.tsx';
import { DataGrid } from '../../ui/grid/data-grid.tsx';
import { Paging } from '../../ui/grid/paging.tsx';
import { usePaging } from '../../ui/grid/use-paging.ts';
import { ListPreview, usePreviewFits } from '../../ui/list-preview.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { useMe } from '../people/use-me.ts';
import { AssetCard } from './asset-card.tsx';
import { AssetDialog } from './asset-dialog.tsx';
import { AssetPreview } from './asset-preview.tsx';
import { assetsQuery } from './assets-api.ts';
import type { AssetsSearch } from './assets-search.ts';
import { useAssetColumns } from './use-asset-columns.tsx';

const route = getRouteApi('/signed-in/assets');

export function AssetsPage() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { selected, ...filter } = search;
  const { data, error, refetch, isPlaceholderData } = useQuery(assetsQuery({ ...filter, limit: 50 }));
  const paging = usePaging(search.cursor);
  const fits = usePreviewFits();
  const columns = useAssetColumns(data?.items);
  const [creating, create] = useDisclosure(false);
  const mayCreate = useMe().roles.some((role) => role === 'agent' || role === 'administrator');
  const shown = selected ?? (fits ? data?.items[0]?.id : undefined);
  function change(next: Partial<AssetsSearch>): void {
    void navigate({ search: (before) => ({ ...before, cursor: undefined, selected: undefined, ...next }) });
  }
  function open(id: string): void {
    void navigate({ to: '/assets/$asset', params: { asset: id } });
  }
  return (
    <Page
      fill
      title={t('assets.title')}
      actions={
        mayCreate && (
          <Button leftSection={<IconPlus size={16} />} onClick={create.open} aria-haspopup="dialog">
            {t('assets.create')}
          </Button>
        )
      }
    >
      <ListPreview
        previewLabel={t('common.preview')}
        pending={!shown && !data && !error}
        tools={
          <SearchInput
            label={t('assets.search')}
            value={search.search ?? ''}
            onChange={(value) => change({ search: value || undefined })}
          />
        }
        list={
          error ? (
            <ProblemNotice error={error} onRetry={() => void refetch()} />
          ) : (
            <DataGrid
              label={t('assets.title')}
              name="assets"
              columns={columns}
              rows={data?.items}
              rowId={(row) => row.id}
              sort={{ by: search.sort ?? 'name', direction: search.direction ?? 'asc' }}
              onSort={({ by, direction }) => change({ sort: by as AssetsSearch['sort'], direction })}
              selectedId={shown}
              onSelect={(row) =>
                fits
                  ? void navigate({
                      search: (before) => ({ ...before, selected: row.id }),
                      replace: true,
                      state: true,
                    })
                  : open(row.id)
              }
              onOpen={(row) => open(row.id)}
              stale={isPlaceholderData}
              card={(row) => <AssetCard asset={row} />}
              empty={
                <Empty
                  icon={<IconDevices size={22} />}
                  title={search.search ? t('common.nothingFound') : t('assets.none')}
                  text={search.search ? t('assets.noneFound') : t('assets.noneYet')}
                />
              }
            />
          )
        }
        foot={
          <Paging {...paging} count={data?.items.length} total={data?.total} nextCursor={data?.nextCursor} />
        }
        preview={<AssetPreview id={shown} />}
      />
      <AssetDialog opened={creating} asset={null} onClose={create.close} onSaved={open} />
    </Page>
  );
}

import { sourceAnswer } from '@fernwart/contract';
import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconDownload, IconSearch, IconTable, IconX } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { apiPath, request } from '../../app/api/request.ts';
import { Empty } from '../../ui/empty.tsx';
import { DataGrid } from '../../ui/grid/data-grid.tsx';
import type { GridSort } from '../../ui/grid/grid-column.ts';
import { Paging } from '../../ui/grid/paging.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useBlockContext } from '../block-context.tsx';
import type { BlockOf } from '../block-of.ts';
import classes from './table-block.module.css';
import { TableCard } from './table-card.tsx';
import { tableColumns } from './table-columns.tsx';

interface View {
  readonly search: string;
  readonly filters: Readonly<Record<string, string>>;
  readonly sort: GridSort | undefined;
  /** Cursors of the pages so far; the last is the shown one's. */
  readonly pages: readonly string[];
}

/** A table whose rows come page by page from one of the package's sources. */
export default function TableBlock({ block }: { block: BlockOf<'table'> }) {
  const { t } = useTranslation();
  const { packageId, heading: Heading, topics = [] } = useBlockContext();
  const [view, setView] = useState<View>({ search: '', filters: {}, sort: undefined, pages: [] });
  const [search] = useDebouncedValue(view.search, 250);
  const query = {
    search,
    ...(view.sort ? { sort: `${view.sort.direction === 'desc' ? '-' : ''}${view.sort.by}` } : {}),
    ...Object.fromEntries(Object.entries(view.filters).map(([name, value]) => [`filter.${name}`, value])),
  };
  const path = `/packages/${packageId}/sources/${block.source}`;
  const cursor = view.pages.at(-1);
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: ['packages', packageId, 'sources', block.source, query, cursor],
    queryFn: ({ signal }) =>
      request('GET', path, sourceAnswer, { query: { ...query, cursor, limit: 50 }, signal }),
    placeholderData: keepPreviousData,
    meta: { topics },
  });
  const change = (next: Partial<View>) => setView((before) => ({ ...before, pages: [], ...next }));
  const filtered = search !== '' || Object.keys(view.filters).length > 0;
  return (
    <div className={classes.block}>
      <div className={classes.tools}>
        <Heading className={classes.title}>{block.label}</Heading>
        {block.searchable && (
          <TextInput
            size="xs"
            className={classes.search ?? ''}
            aria-label={t('common.searchIn', { what: block.label })}
            placeholder={t('common.search')}
            leftSection={<IconSearch size={14} />}
            value={view.search}
            onChange={(event) => change({ search: event.currentTarget.value })}
            rightSection={
              view.search && (
                <ActionIcon
                  size="xs"
                  aria-label={t('common.clearSearch')}
                  onClick={() => change({ search: '' })}
                >
                  <IconX size={13} />
                </ActionIcon>
              )
            }
          />
        )}
        {block.filters?.map((filter) => (
          <Select
            key={filter.name}
            size="xs"
            clearable
            clearButtonProps={{ 'aria-label': t('fields.clear') }}
            aria-label={filter.label}
            placeholder={filter.label}
            data={filter.options}
            value={view.filters[filter.name] ?? null}
            onChange={(value) => change({ filters: withFilter(view.filters, filter.name, value) })}
          />
        ))}
        {block.csv && (
          <Button
            component="a"
            size="xs"
            variant="default"
            leftSection={<IconDownload size={14} />}
            href={apiPath(path, { ...query, format: 'csv', ...titles(block.columns) })}
            download
          >
            CSV
          </Button>
        )}
      </div>
      {error ? (
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      ) : (
        <DataGrid
          label={block.label}
          name={`${packageId}-${block.source}`}
          columns={tableColumns(block.columns, data?.rows ?? [])}
          rows={data?.rows}
          rowId={(row) => row.id}
          sort={view.sort}
          onSort={(sort) => change({ sort })}
          stale={isPlaceholderData}
          card={(row) => <TableCard row={row} columns={block.columns} />}
          empty={
            <Empty
              small
              icon={<IconTable size={20} />}
              title={filtered ? t('common.nothingFound') : block.empty}
            />
          }
        />
      )}
      {data && (view.pages.length > 0 || data.nextCursor) && (
        <Paging
          count={data.rows.length}
          total={data.total}
          depth={view.pages.length}
          nextCursor={data.nextCursor}
          onFirst={() => change({})}
          onBack={() => change({ pages: view.pages.slice(0, -1) })}
          onNext={(next) => change({ pages: [...view.pages, next] })}
        />
      )}
    </div>
  );
}

function withFilter(filters: View['filters'], name: string, value: string | null): View['filters'] {
  const { [name]: _gone, ...rest } = filters;
  return value === null ? rest : { ...rest, [name]: value };
}

/** A file's heads are what stands above the columns here. */
function titles(columns: BlockOf<'table'>['columns']): Record<string, string> {
  return Object.fromEntries(
    columns.map(({ name, label, kind }) => [`column.${name}`, kind === 'duration' ? `${label} (s)` : label]),
  );
}

import { type AuditRecord, auditRecord, type Tone } from '@fernwart/contract';
import { Button } from '@mantine/core';
import { IconDownload, IconFingerprint } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { apiPath } from '../../app/api/request.ts';
import { ChoiceFilter } from '../../ui/choice-filter.tsx';
import { Empty } from '../../ui/empty.tsx';
import { DataGrid } from '../../ui/grid/data-grid.tsx';
import type { GridColumn } from '../../ui/grid/grid-column.ts';
import { Paging } from '../../ui/grid/paging.tsx';
import { usePaging } from '../../ui/grid/use-paging.ts';
import { Instant } from '../../ui/instant.tsx';
import { ListPreview, usePreviewFits } from '../../ui/list-preview.tsx';
import { Mark } from '../../ui/mark.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { auditQuery } from './audit-api.ts';
import { AuditPreview } from './audit-preview.tsx';
import { useAuditWords } from './use-audit-words.ts';

const route = getRouteApi('/signed-in/administration/audit');
export const outcomeTones: Record<AuditRecord['outcome'], Tone> = {
  done: 'success',
  refused: 'warning',
  failed: 'danger',
};
const { outcome: outcomeSchema } = auditRecord.shape;

export function AuditPage() {
  const { t } = useTranslation(['console', 'administration']);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { selected, ...filter } = search;
  const { data, error, refetch, isPlaceholderData } = useQuery(auditQuery(filter));
  const paging = usePaging(search.cursor);
  const fits = usePreviewFits();
  const columns = useAuditColumns();
  const shown = selected ?? (fits ? data?.items[0]?.id : undefined);
  function change(next: Partial<typeof search>): void {
    void navigate({ search: (before) => ({ ...before, cursor: undefined, selected: undefined, ...next }) });
  }
  return (
    <Page
      fill
      title={t('audit.title')}
      lead={t('audit.lead')}
      actions={
        <Button
          component="a"
          href={apiPath('/audit/export', { search: search.search, outcome: search.outcome, ...titles(t) })}
          download
          variant="default"
          leftSection={<IconDownload size={16} />}
        >
          {t('administration:audit.export')}
        </Button>
      }
    >
      <ListPreview
        previewLabel={t('common.preview')}
        pending={!data && !error}
        tools={
          <>
            <SearchInput
              label={t('audit.search')}
              value={search.search ?? ''}
              onChange={(value) => change({ search: value || undefined })}
            />
            <ChoiceFilter
              label={t('audit.outcome')}
              options={outcomeSchema.options.map((name) => ({
                value: name,
                label: t(`audit.outcomes.${name}`),
              }))}
              value={search.outcome}
              onChange={(outcome) => change({ outcome })}
            />
          </>
        }
        list={
          error ? (
            <ProblemNotice error={error} onRetry={() => void refetch()} />
          ) : (
            <DataGrid
              label={t('audit.title')}
              name="audit"
              columns={columns}
              rows={data?.items}
              rowId={(row) => row.id}
              selectedId={shown}
              onSelect={(row) =>
                void navigate({
                  search: (before) => ({ ...before, selected: row.id }),
                  replace: true,
                  state: true,
                })
              }
              stale={isPlaceholderData}
              card={(row) => <AuditCard row={row} />}
              empty={<Empty icon={<IconFingerprint size={22} />} title={t('audit.none')} />}
            />
          )
        }
        foot={
          <Paging {...paging} count={data?.items.length} total={data?.total} nextCursor={data?.nextCursor} />
        }
        preview={<AuditPreview row={data?.items.find(({ id }) => id === shown)} />}
      />
    </Page>
  );
}

/** A file's heads, in the reader's language; it holds the record as it was written, codes included. */
function titles(t: TFunction<['console', 'administration']>): Record<string, string> {
  return {
    'column.at': t('common.time'),
    'column.actor': t('audit.actor'),
    'column.actorId': `${t('audit.actor')} (ID)`,
    'column.action': t('audit.action'),
    'column.outcome': t('audit.outcome'),
    'column.subject': t('audit.subject'),
    'column.address': t('audit.address'),
    'column.details': t('audit.details'),
  };
}

function AuditCard({ row }: { row: AuditRecord }) {
  const { t } = useTranslation(['console', 'administration']);
  const words = useAuditWords();
  return (
    <>
      <strong>{words.action(row)}</strong>{' '}
      <Mark tone={outcomeTones[row.outcome]} quiet>
        {t(`audit.outcomes.${row.outcome}`)}
      </Mark>
      <div className="dimmed">
        {words.actor(row)} · <Instant at={row.at} />
      </div>
      {row.subject && <div className="dimmed">{words.subject(row)}</div>}
    </>
  );
}

function useAuditColumns(): GridColumn<AuditRecord>[] {
  const { t } = useTranslation(['console', 'administration']);
  const words = useAuditWords();
  return useMemo(
    () => [
      {
        id: 'at',
        header: t('common.time'),
        width: 11,
        pinned: true,
        cell: ({ at }) => <Instant at={at} />,
      },
      { id: 'actor', header: t('audit.actor'), width: 9.5, cell: (row) => words.actor(row) },
      { id: 'action', header: t('audit.action'), pinned: true, cell: (row) => words.action(row) },
      {
        id: 'outcome',
        header: t('audit.outcome'),
        width: 8,
        cell: ({ outcome }) => <Mark tone={outcomeTones[outcome]}>{t(`audit.outcomes.${outcome}`)}</Mark>,
      },
      { id: 'subject', header: t('audit.subject'), cell: (row) => words.subject(row) },
    ],
    [t, words],
  );
}

import { type Run, runState } from '@fernwart/contract';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceFilter } from '../../ui/choice-filter.tsx';
import { Empty } from '../../ui/empty.tsx';
import { DataGrid } from '../../ui/grid/data-grid.tsx';
import type { GridColumn } from '../../ui/grid/grid-column.ts';
import { Paging } from '../../ui/grid/paging.tsx';
import { usePaging } from '../../ui/grid/use-paging.ts';
import { Instant } from '../../ui/instant.tsx';
import { AnchorLink } from '../../ui/link-parts.tsx';
import { ListPreview, usePreviewFits } from '../../ui/list-preview.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { runsQuery } from './automation-api.ts';
import { RunPreview } from './run-preview.tsx';
import { RunStateMark } from './run-state-mark.tsx';
import { TriggerText } from './trigger-text.tsx';

const route = getRouteApi('/signed-in/administration/runs');

export function RunsPage() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { selected, ...filter } = search;
  const { data, error, refetch, isPlaceholderData } = useQuery(runsQuery(filter));
  const paging = usePaging(search.cursor);
  const fits = usePreviewFits();
  const columns = useRunColumns();
  const shown = selected ?? (fits ? data?.items[0]?.id : undefined);
  function change(next: Partial<typeof search>): void {
    void navigate({ search: (before) => ({ ...before, cursor: undefined, selected: undefined, ...next }) });
  }
  const open = (id: string) => void navigate({ to: '/administration/runs/$run', params: { run: id } });
  return (
    <Page fill title={t('runs.title')} lead={t('runs.lead')}>
      <ListPreview
        previewLabel={t('common.preview')}
        pending={!shown && !data && !error}
        tools={
          <>
            <SearchInput
              label={t('runs.workflow')}
              value={search.workflow ?? ''}
              onChange={(value) => change({ workflow: value || undefined })}
            />
            <ChoiceFilter
              label={t('runs.state')}
              options={runState.options.map((state) => ({ value: state, label: t(`run.state.${state}`) }))}
              value={search.state}
              onChange={(state) => change({ state })}
            />
          </>
        }
        list={
          error ? (
            <ProblemNotice error={error} onRetry={() => void refetch()} />
          ) : (
            <DataGrid
              label={t('runs.title')}
              name="runs"
              columns={columns}
              rows={data?.items}
              rowId={(row) => row.id}
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
              card={(row) => <RunCard run={row} />}
              empty={
                <Empty icon={<IconPlayerPlay size={22} />} title={t('runs.none')} text={t('runs.noneYet')} />
              }
            />
          )
        }
        foot={
          <Paging {...paging} count={data?.items.length} total={data?.total} nextCursor={data?.nextCursor} />
        }
        preview={<RunPreview id={shown} />}
      />
    </Page>
  );
}

function RunCard({ run }: { run: Run }) {
  return (
    <>
      <AnchorLink to="/administration/runs/$run" params={{ run: run.id }} fw={600} inherit>
        {run.title}
      </AnchorLink>
      <div className="dimmed">
        {run.workflow} {run.version}
      </div>
      <div>
        <RunStateMark state={run.state} />
      </div>
      <div className="dimmed">
        <TriggerText trigger={run.trigger} /> · <Instant at={run.createdAt} as="relative" />
      </div>
    </>
  );
}

function useRunColumns(): GridColumn<Run>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        id: 'workflow',
        header: t('runs.workflow'),
        pinned: true,
        wrap: true,
        cell: ({ id, title, workflow, version }) => (
          <>
            <AnchorLink to="/administration/runs/$run" params={{ run: id }} tabIndex={-1} inherit>
              {title}
            </AnchorLink>
            <div className="dimmed">
              {workflow} {version}
            </div>
          </>
        ),
      },
      {
        id: 'state',
        header: t('runs.state'),
        width: 9,
        cell: ({ state }) => <RunStateMark state={state} />,
      },
      { id: 'trigger', header: t('runs.trigger'), cell: ({ trigger }) => <TriggerText trigger={trigger} /> },
      {
        id: 'created',
        header: t('runs.created'),
        width: 9,
        cell: ({ createdAt }) => <Instant at={createdAt} as="relative" />,
      },
    ],
    [t],
  );
}

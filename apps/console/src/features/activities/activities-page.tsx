import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconInbox, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../ui/empty.tsx';
import { DataGrid } from '../../ui/grid/data-grid.tsx';
import { Paging } from '../../ui/grid/paging.tsx';
import { usePaging } from '../../ui/grid/use-paging.ts';
import { ListPreview, usePreviewFits } from '../../ui/list-preview.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useMe } from '../people/use-me.ts';
import { activitiesQuery } from './activities-api.ts';
import { ActivitiesFilters } from './activities-filters.tsx';
import type { ActivitiesSearch } from './activities-search.ts';
import { ActivitiesViews } from './activities-views.tsx';
import { ActivityCard } from './activity-card.tsx';
import { ActivityPreview } from './activity-preview.tsx';
import { useActivityColumns } from './use-activity-columns.tsx';

const CreateActivityDialog = lazy(() => import('./create-activity-dialog.tsx'));
const route = getRouteApi('/signed-in/activities');

/** The list that an agent works from: views, filters, preview beside it. */
export function ActivitiesPage() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { selected, ...filter } = search;
  const { data, error, refetch, isPlaceholderData } = useQuery(activitiesQuery({ ...filter, limit: 50 }));
  const paging = usePaging(search.cursor);
  const fits = usePreviewFits();
  const columns = useActivityColumns();
  const [creating, create] = useDisclosure(false);
  const mayCreate = useMe().roles.some((role) => role === 'agent' || role === 'requester');
  const shown = selected ?? (fits ? data?.items[0]?.id : undefined);

  function change(next: Partial<ActivitiesSearch>): void {
    void navigate({ search: (before) => ({ ...before, cursor: undefined, selected: undefined, ...next }) });
  }
  function open(id: string): void {
    void navigate({ to: '/activities/$activity', params: { activity: id } });
  }
  function select(id: string): void {
    if (!fits) return open(id);
    void navigate({ search: (before) => ({ ...before, selected: id }), replace: true, state: true });
  }

  return (
    <Page
      fill
      title={t('activities.title')}
      actions={
        mayCreate && (
          <Button leftSection={<IconPlus size={16} />} onClick={create.open} aria-haspopup="dialog">
            {t('activities.create')}
          </Button>
        )
      }
    >
      <ActivitiesViews view={search.view ?? 'all'} onChange={(view) => change({ view })} />
      <ListPreview
        previewLabel={t('common.preview')}
        tools={<ActivitiesFilters search={search} onChange={change} />}
        list={
          error ? (
            <ProblemNotice error={error} onRetry={() => void refetch()} />
          ) : (
            <DataGrid
              label={t('activities.title')}
              name="activities"
              columns={columns}
              rows={data?.items}
              rowId={(row) => row.id}
              sort={{ by: search.sort ?? 'updatedAt', direction: search.direction ?? 'desc' }}
              onSort={({ by, direction }) => change({ sort: by as ActivitiesSearch['sort'], direction })}
              selectedId={shown}
              onSelect={(row) => select(row.id)}
              onOpen={(row) => open(row.id)}
              stale={isPlaceholderData}
              card={(row) => <ActivityCard activity={row} />}
              empty={<NoActivities filtered={isFiltered(search)} onReset={() => change(unfiltered)} />}
            />
          )
        }
        foot={
          <Paging {...paging} count={data?.items.length} total={data?.total} nextCursor={data?.nextCursor} />
        }
        preview={<ActivityPreview id={shown} />}
      />
      <Suspense fallback={null}>
        {creating && <CreateActivityDialog onClose={create.close} onCreated={open} />}
      </Suspense>
    </Page>
  );
}

const unfiltered = { search: undefined, states: undefined, kind: undefined, team: undefined } as const;

function isFiltered(search: ActivitiesSearch): boolean {
  return Boolean(search.search || search.states || search.kind || search.team);
}

function NoActivities({ filtered, onReset }: { filtered: boolean; onReset(): void }) {
  const { t } = useTranslation();
  return (
    <Empty
      icon={<IconInbox size={22} />}
      title={filtered ? t('common.nothingFound') : t('activities.none')}
      text={filtered ? t('activities.noneFiltered') : t('activities.noneInView')}
    >
      {filtered && (
        <Button variant="default" onClick={onReset}>
          {t('common.resetFilters')}
        </Button>
      )}
    </Empty>
  );
}

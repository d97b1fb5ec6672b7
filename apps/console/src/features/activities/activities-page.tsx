import { Button } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { IconInbox, IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../ui/empty.tsx';
import { DataGrid } from '../../ui/grid/data-grid.tsx';
import { Paging } from '../../ui/grid/paging.tsx';
import { usePaging } from '../../ui/grid/use-paging.ts';
import { ListPreview, usePreviewFits } from '../../ui/list-preview.tsx';
import { Page } from '../../ui/page.tsx';
import { PendingPreview } from '../../ui/preview.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useMe } from '../people/use-me.ts';
import { activitiesQuery } from './activities-api.ts';
import { ActivitiesFilters } from './activities-filters.tsx';
import type { ActivitiesSearch } from './activities-search.ts';
import { ActivitiesViews } from './activities-views.tsx';
import { ActivityCard } from './activity-card.tsx';
import { hasNumber } from './typed-number.ts';
import { useActivityColumns } from './use-activity-columns.tsx';

/** Where the list fills the screen, nobody waits for it. */
const ActivityPreview = lazy(() => import('./activity-preview.tsx'));
const BulkBar = lazy(() => import('./bulk-bar.tsx'));
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
  const client = useQueryClient();
  const works = useMe().roles.includes('agent');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  // Also afterwards: it says how it went.
  const [used, setUsed] = useState(false);
  const choice = useMemo(
    () => ({
      ids: chosen,
      onToggle(id: string) {
        setUsed(true);
        setChosen((before) => before.symmetricDifference(new Set([id])));
      },
    }),
    [chosen],
  );
  const columns = useActivityColumns(works ? choice : undefined);
  const chosenRows = data?.items.filter(({ id }) => chosen.has(id)) ?? [];
  const [creating, create] = useDisclosure(false);
  const mayCreate = useMe().roles.some((role) => role === 'agent' || role === 'requester');
  const shown = selected ?? (fits ? data?.items[0]?.id : undefined);

  useHotkeys([['X', () => works && shown && choice.onToggle(shown)]]);

  function change(next: Partial<ActivitiesSearch>): void {
    setChosen(new Set());
    void navigate({ search: (before) => ({ ...before, cursor: undefined, selected: undefined, ...next }) });
  }
  function open(id: string): void {
    void navigate({ to: '/activities/$activity', params: { activity: id } });
  }
  /** Enter in the search leads straight to the activity whose number was typed. */
  async function jump(typed: string): Promise<void> {
    const found = await client.fetchQuery(activitiesQuery({ search: typed, limit: 5 }));
    const [only, another] = found.items.filter(({ number }) => hasNumber(number, typed));
    if (only && !another) open(only.id);
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
      <Suspense fallback={null}>
        {used && (
          <BulkBar
            chosen={chosenRows}
            onAll={() => setChosen(new Set(data?.items.map(({ id }) => id)))}
            onClear={() => setChosen(new Set())}
          />
        )}
      </Suspense>
      <ListPreview
        previewLabel={t('common.preview')}
        pending={!shown && !data && !error}
        tools={<ActivitiesFilters search={search} onChange={change} onEnter={(typed) => void jump(typed)} />}
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
              card={(row) => <ActivityCard activity={row} choice={works ? choice : undefined} />}
              empty={<NoActivities filtered={isFiltered(search)} onReset={() => change(unfiltered)} />}
            />
          )
        }
        foot={
          <Paging {...paging} count={data?.items.length} total={data?.total} nextCursor={data?.nextCursor} />
        }
        preview={
          <Suspense fallback={<PendingPreview />}>
            <ActivityPreview id={shown} />
          </Suspense>
        }
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

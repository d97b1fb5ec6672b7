import type { Team } from '@fernwart/contract';
import { Button } from '@mantine/core';
import { IconPlus, IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../ui/empty.tsx';
import { DataGrid } from '../../ui/grid/data-grid.tsx';
import type { GridColumn } from '../../ui/grid/grid-column.ts';
import { ListPreview, usePreviewFits } from '../../ui/list-preview.tsx';
import { Mark } from '../../ui/mark.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { allTeamsQuery } from './people-administration-api.ts';
import { TeamDialog } from './team-dialog.tsx';
import { TeamPreview } from './team-preview.tsx';

const route = getRouteApi('/signed-in/administration/teams');

export function TeamsPage() {
  const { t } = useTranslation(['console', 'administration']);
  const { selected } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useQuery(allTeamsQuery);
  const [opened, setOpened] = useState<'new' | { readonly id: string } | null>(null);
  const fits = usePreviewFits();
  const columns = useTeamColumns();
  const shown = selected ?? (fits ? data?.items[0]?.id : undefined);
  return (
    <Page
      fill
      title={t('administration:teams.title')}
      lead={t('administration:teams.lead')}
      actions={
        <Button leftSection={<IconPlus size={16} />} aria-haspopup="dialog" onClick={() => setOpened('new')}>
          {t('administration:teams.add')}
        </Button>
      }
    >
      <ListPreview
        previewLabel={t('common.preview')}
        pending={!shown && !data && !error}
        list={
          error ? (
            <ProblemNotice error={error} onRetry={() => void refetch()} />
          ) : (
            <DataGrid
              label={t('administration:teams.title')}
              name="teams"
              columns={columns}
              rows={data?.items}
              rowId={(row) => row.id}
              selectedId={shown}
              onSelect={(row) =>
                fits
                  ? void navigate({ search: { selected: row.id }, replace: true })
                  : setOpened({ id: row.id })
              }
              onOpen={(row) => setOpened({ id: row.id })}
              card={(row) => <TeamCard team={row} onEdit={() => setOpened({ id: row.id })} />}
              empty={<Empty icon={<IconUsersGroup size={22} />} title={t('administration:teams.none')} />}
            />
          )
        }
        preview={<TeamPreview id={shown} onEdit={(id) => setOpened({ id })} />}
      />
      {opened && (
        <TeamDialog
          id={opened === 'new' ? null : opened.id}
          onClose={() => setOpened(null)}
          onSaved={(id) => void navigate({ search: { selected: id }, replace: true })}
        />
      )}
    </Page>
  );
}

function TeamCard({ team, onEdit }: { team: Team; onEdit(): void }) {
  const { t } = useTranslation(['console', 'administration']);
  return (
    <>
      <strong>{team.name}</strong>{' '}
      {team.archived && <Mark tone="neutral">{t('administration:teams.archived')}</Mark>}
      <div className="dimmed">{t('administration:teams.memberCount', { count: team.memberCount })}</div>
      <Button variant="default" size="xs" mt={6} aria-haspopup="dialog" onClick={onEdit}>
        {t('common.edit')}
      </Button>
    </>
  );
}

function useTeamColumns(): GridColumn<Team>[] {
  const { t } = useTranslation(['console', 'administration']);
  return useMemo(
    () => [
      { id: 'name', header: t('administration:teams.name'), pinned: true, cell: ({ name }) => name },
      {
        id: 'members',
        header: t('administration:teams.members'),
        width: 10,
        cell: ({ memberCount }) => t('administration:teams.memberCount', { count: memberCount }),
      },
      {
        id: 'state',
        header: t('administration:teams.state'),
        width: 9,
        cell: ({ archived }) => (
          <Mark tone={archived ? 'neutral' : 'success'} quiet>
            {archived ? t('administration:teams.archived') : t('administration:teams.inUse')}
          </Mark>
        ),
      },
    ],
    [t],
  );
}

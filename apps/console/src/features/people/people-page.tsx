import { type Person, roles } from '@fernwart/contract';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus, IconUsers } from '@tabler/icons-react';
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
import { AnchorLink } from '../../ui/link-parts.tsx';
import { ListPreview, usePreviewFits } from '../../ui/list-preview.tsx';
import { Mark } from '../../ui/mark.tsx';
import { Page } from '../../ui/page.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { peopleQuery } from './people-api.ts';
import { PersonDialog } from './person-dialog.tsx';
import { PersonPreview } from './person-preview.tsx';

const route = getRouteApi('/signed-in/administration/people');

export function PeoplePage() {
  const { t } = useTranslation(['console', 'administration']);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { selected, ...filter } = search;
  const { data, error, refetch, isPlaceholderData } = useQuery(peopleQuery({ ...filter, limit: 50 }));
  const paging = usePaging(search.cursor);
  const fits = usePreviewFits();
  const columns = usePeopleColumns();
  const [adding, add] = useDisclosure(false);
  const shown = selected ?? (fits ? data?.items[0]?.id : undefined);
  function change(next: Partial<typeof search>): void {
    void navigate({ search: (before) => ({ ...before, cursor: undefined, selected: undefined, ...next }) });
  }
  function open(id: string): void {
    void navigate({ to: '/administration/people/$person', params: { person: id } });
  }
  return (
    <Page
      fill
      title={t('people.title')}
      actions={
        <Button leftSection={<IconPlus size={16} />} onClick={add.open} aria-haspopup="dialog">
          {t('administration:people.add')}
        </Button>
      }
    >
      <ListPreview
        previewLabel={t('common.preview')}
        pending={!shown && !data && !error}
        tools={
          <>
            <SearchInput
              label={t('people.search')}
              value={search.search ?? ''}
              onChange={(value) => change({ search: value || undefined })}
            />
            <ChoiceFilter
              label={t('people.role')}
              options={roles.map((name) => ({ value: name, label: t(`people.roles.${name}`) }))}
              value={search.role}
              onChange={(role) => change({ role })}
            />
            <ChoiceFilter
              label={t('administration:people.anyState')}
              options={[
                { value: 'true', label: t('people.active') },
                { value: 'false', label: t('people.inactive') },
              ]}
              value={search.active}
              onChange={(active) => change({ active })}
            />
          </>
        }
        list={
          error ? (
            <ProblemNotice error={error} onRetry={() => void refetch()} />
          ) : (
            <DataGrid
              label={t('people.title')}
              name="people"
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
              card={(row) => <PersonCard person={row} />}
              empty={<Empty icon={<IconUsers size={22} />} title={t('common.nothingFound')} />}
            />
          )
        }
        foot={
          <Paging {...paging} count={data?.items.length} total={data?.total} nextCursor={data?.nextCursor} />
        }
        preview={<PersonPreview id={shown} />}
      />
      {adding && <PersonDialog person={null} onClose={add.close} onSaved={open} />}
    </Page>
  );
}

function PersonCard({ person }: { person: Person }) {
  const { t } = useTranslation(['console', 'administration']);
  return (
    <>
      <AnchorLink to="/administration/people/$person" params={{ person: person.id }} fw={600} inherit>
        {person.name}
      </AnchorLink>
      <div className="dimmed">
        {[person.department, ...person.roles.map((name) => t(`people.roles.${name}`))]
          .filter(Boolean)
          .join(' · ')}
      </div>
      {person.email && <div className="dimmed">{person.email}</div>}
    </>
  );
}

function usePeopleColumns(): GridColumn<Person>[] {
  const { t } = useTranslation(['console', 'administration']);
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('people.name'),
        width: 15,
        pinned: true,
        cell: ({ name }) => <PersonName name={name} />,
      },
      {
        id: 'department',
        header: t('people.department'),
        width: 10,
        cell: ({ department }) => department ?? '–',
      },
      {
        id: 'roles',
        header: t('people.role'),
        width: 11,
        cell: ({ roles: held }) => held.map((name) => t(`people.roles.${name}`)).join(', ') || '–',
      },
      { id: 'email', header: t('people.email'), cell: ({ email }) => email ?? '–' },
      { id: 'login', header: t('people.login'), width: 9, cell: ({ login }) => login ?? '–' },
      {
        id: 'active',
        header: t('people.state'),
        width: 8,
        cell: ({ active }) => (
          <Mark tone={active ? 'success' : 'neutral'} quiet>
            {active ? t('people.active') : t('people.inactive')}
          </Mark>
        ),
      },
    ],
    [t],
  );
}

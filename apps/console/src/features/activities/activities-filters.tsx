import { activityKinds, activityState } from '@fernwart/contract';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceFilter } from '../../ui/choice-filter.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { teamsQuery } from '../people/people-api.ts';
import { useMe } from '../people/use-me.ts';
import { type ActivitiesSearch, statesOf } from './activities-search.ts';
import { StatesFilter } from './states-filter.tsx';

interface Props {
  readonly search: ActivitiesSearch;
  onChange(change: Partial<ActivitiesSearch>): void;
  /** Enter in the search field. */
  onEnter(typed: string): void;
}

const ResponsibleFilter = lazy(() => import('./responsible-filter.tsx'));
const SavedFilters = lazy(() => import('./saved-filters.tsx'));

/** What a saved filter sets anew, each left out where it has nothing to say. */
const noFilter = {
  view: undefined,
  search: undefined,
  states: undefined,
  kind: undefined,
  team: undefined,
  responsible: undefined,
  sort: undefined,
  direction: undefined,
} as const;

export function ActivitiesFilters({ search, onChange, onEnter }: Props) {
  const { t } = useTranslation();
  const readsTeams = useMe().roles.some((role) => role !== 'requester');
  const teams = useQuery({ ...teamsQuery, enabled: readsTeams });
  const filtered = search.search || search.states || search.kind || search.team || search.responsible;
  return (
    <>
      <SearchInput
        label={t('activities.search')}
        value={search.search ?? ''}
        onChange={(value) => onChange({ search: value || undefined })}
        onEnter={onEnter}
      />
      <StatesFilter
        chosen={statesOf(search)}
        all={activityState.options.map(({ value }) => value)}
        onChange={(states) => onChange({ states: states.length > 0 ? states.join(',') : undefined })}
      />
      <ChoiceFilter
        label={t('activity.field.kind')}
        options={activityKinds.map((kind) => ({ value: kind, label: t(`activity.kind.${kind}`) }))}
        value={search.kind}
        onChange={(kind) => onChange({ kind })}
      />
      {readsTeams && (
        <ChoiceFilter
          label={t('activity.field.team')}
          options={teams.data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? []}
          value={search.team}
          onChange={(team) => onChange({ team })}
        />
      )}
      {search.responsible && (
        <Suspense fallback={null}>
          <ResponsibleFilter id={search.responsible} onClear={() => onChange({ responsible: undefined })} />
        </Suspense>
      )}
      {readsTeams && (
        <Suspense fallback={null}>
          <SavedFilters search={search} onApply={(filter) => onChange({ ...noFilter, ...filter })} />
        </Suspense>
      )}
      {filtered && (
        <Button
          variant="subtle"
          onClick={() =>
            onChange({
              search: undefined,
              states: undefined,
              kind: undefined,
              team: undefined,
              responsible: undefined,
            })
          }
        >
          {t('common.resetFilters')}
        </Button>
      )}
    </>
  );
}

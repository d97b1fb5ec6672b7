import { activityKinds, activityState } from '@fernwart/contract';
import { Button, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { SearchInput } from '../../ui/search-input.tsx';
import { teamsQuery } from '../people/people-api.ts';
import classes from './activities-filters.module.css';
import { type ActivitiesSearch, statesOf } from './activities-search.ts';
import { StatesFilter } from './states-filter.tsx';

interface Props {
  readonly search: ActivitiesSearch;
  onChange(change: Partial<ActivitiesSearch>): void;
}

export function ActivitiesFilters({ search, onChange }: Props) {
  const { t } = useTranslation();
  const teams = useQuery(teamsQuery);
  const filtered = search.search || search.states || search.kind || search.team;
  return (
    <>
      <SearchInput
        label={t('activities.search')}
        value={search.search ?? ''}
        onChange={(value) => onChange({ search: value || undefined })}
      />
      <StatesFilter
        chosen={statesOf(search)}
        all={activityState.options.map(({ value }) => value)}
        onChange={(states) => onChange({ states: states.length > 0 ? states.join(',') : undefined })}
      />
      <Select
        className={classes.select ?? ''}
        aria-label={t('activity.field.kind')}
        placeholder={t('activity.field.kind')}
        clearable
        clearButtonProps={{ 'aria-label': t('fields.clear') }}
        data={activityKinds.map((kind) => ({ value: kind, label: t(`activity.kind.${kind}`) }))}
        value={search.kind ?? null}
        onChange={(kind) => onChange({ kind: activityKinds.find((known) => known === kind) })}
      />
      <Select
        className={classes.select ?? ''}
        aria-label={t('activity.field.team')}
        placeholder={t('activity.field.team')}
        clearable
        clearButtonProps={{ 'aria-label': t('fields.clear') }}
        data={teams.data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? []}
        value={search.team ?? null}
        onChange={(team) => onChange({ team: team ?? undefined })}
      />
      {filtered && (
        <Button
          variant="subtle"
          onClick={() => onChange({ search: undefined, states: undefined, kind: undefined, team: undefined })}
        >
          {t('common.resetFilters')}
        </Button>
      )}
    </>
  );
}

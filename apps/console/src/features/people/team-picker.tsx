import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { NoChoice } from '../../ui/no-choice.tsx';
import { teamsQuery } from './people-api.ts';

interface Props {
  readonly label: string;
  readonly value: string | null;
  onChange(id: string | null): void;
  readonly required?: boolean;
}

/** Of the teams in use; one that is archived cannot be chosen. */
export function TeamPicker({ label, value, onChange, required = false }: Props) {
  const { t } = useTranslation();
  const { data } = useQuery(teamsQuery);
  return (
    <Select
      label={label}
      placeholder={t('people.chooseTeam')}
      data={data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? []}
      value={value}
      onChange={onChange}
      searchable
      clearable={!required}
      clearButtonProps={{ 'aria-label': t('fields.clear') }}
      required={required}
      nothingFoundMessage={<NoChoice text={t('common.nothingFound')} />}
    />
  );
}

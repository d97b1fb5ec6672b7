import type { PersonRef, Role } from '@fernwart/contract';
import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NoChoice } from '../../ui/no-choice.tsx';
import { peopleQuery } from './people-api.ts';

interface Props {
  readonly label: string;
  readonly value: string | null;
  onChange(id: string | null): void;
  /** Only people with this role. */
  readonly withRole?: Role;
  /** The person chosen before, who need not be among those found. */
  readonly known?: PersonRef | null;
  readonly required?: boolean;
  /** Where the dialog's keyboard starts. */
  readonly first?: boolean;
}

/** Finds a person by name, department or address. */
export function PersonPicker({
  label,
  value,
  onChange,
  withRole,
  known,
  required = false,
  first = false,
}: Props) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<{ value: string; label: string } | null>(
    known ? { value: known.id, label: known.name } : null,
  );
  // The field shows the chosen name; that is no search.
  const [term] = useDebouncedValue(search === chosen?.label ? '' : search, 200);
  const { data, isFetching } = useQuery(
    peopleQuery({ search: term || undefined, role: withRole, limit: 20 }),
  );
  const found =
    data?.items
      .filter(({ active }) => active)
      .map(({ id, name, department }) => ({ value: id, label: name, department })) ?? [];
  const options =
    chosen && !found.some((option) => option.value === chosen.value) ? [...found, chosen] : found;
  return (
    <Select
      label={label}
      description={t('people.find')}
      data={options}
      value={value}
      onChange={(id, option) => {
        setChosen(id && option ? { value: id, label: option.label } : null);
        onChange(id);
      }}
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      // The server has searched already, in more than the name.
      filter={({ options: all }) => all}
      nothingFoundMessage={<NoChoice text={isFetching ? t('common.loading') : t('common.nothingFound')} />}
      renderOption={({ option }) => {
        const department = found.find(({ value: id }) => id === option.value)?.department;
        return (
          <span>
            {option.label}
            {department && <span className="dimmed"> · {department}</span>}
          </span>
        );
      }}
      required={required}
      data-autofocus={first || undefined}
      maxDropdownHeight={260}
    />
  );
}

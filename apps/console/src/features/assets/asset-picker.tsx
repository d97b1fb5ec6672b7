import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NoChoice } from '../../ui/no-choice.tsx';
import { assetsQuery } from './assets-api.ts';

interface Props {
  readonly label: string;
  /** Whose assets are offered before one searches. */
  readonly ownerId: string | null;
  readonly without: readonly string[];
  onPick(id: string): void;
}

/** Finds one asset by name, number, or because of whose it is. */
export function AssetPicker({ label, ownerId, without, onPick }: Props) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const [term] = useDebouncedValue(search, 200);
  const { data, isFetching } = useQuery(
    assetsQuery({ search: term || undefined, owner: term ? undefined : (ownerId ?? undefined), limit: 20 }),
  );
  const options =
    data?.items
      .filter(({ id }) => !without.includes(id))
      .map(({ id, name, inventoryNumber }) => ({ value: id, label: name, hint: inventoryNumber })) ?? [];
  return (
    <Select
      label={label}
      description={ownerId && !term ? t('assets.ofInitiator') : undefined}
      placeholder={t('assets.find')}
      data-autofocus
      data={options}
      value={null}
      onChange={(id) => id && onPick(id)}
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      filter={({ options: all }) => all}
      comboboxProps={{ withinPortal: false }}
      nothingFoundMessage={<NoChoice text={isFetching ? t('common.loading') : t('common.nothingFound')} />}
      renderOption={({ option }) => {
        const hint = options.find(({ value }) => value === option.value)?.hint;
        return (
          <span>
            {option.label}
            {hint && <span className="dimmed"> · {hint}</span>}
          </span>
        );
      }}
    />
  );
}

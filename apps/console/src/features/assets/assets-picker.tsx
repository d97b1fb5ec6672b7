import { MultiSelect } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NoChoice } from '../../ui/no-choice.tsx';
import { assetsQuery } from './assets-api.ts';

interface Props {
  readonly label: string;
  readonly ownerId: string | null;
  readonly values: readonly string[];
  onChange(ids: string[]): void;
}

/** Several assets; those of the caller come first. */
export function AssetsPicker({ label, ownerId, values, onChange }: Props) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const [names, setNames] = useState<Readonly<Record<string, string>>>({});
  const [term] = useDebouncedValue(search, 200);
  const { data } = useQuery(
    assetsQuery({ search: term || undefined, owner: term ? undefined : (ownerId ?? undefined), limit: 20 }),
  );
  const found = data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? [];
  const kept = values
    .filter((id) => !found.some(({ value }) => value === id))
    .map((id) => ({ value: id, label: names[id] ?? id }));
  return (
    <MultiSelect
      label={label}
      description={ownerId ? t('assets.ofInitiator') : undefined}
      placeholder={values.length === 0 ? t('assets.find') : ''}
      data={[...found, ...kept]}
      value={[...values]}
      onChange={(ids) => {
        setNames((before) => ({
          ...before,
          ...Object.fromEntries(found.map((option) => [option.value, option.label])),
        }));
        onChange(ids);
      }}
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      filter={({ options }) => options}
      maxValues={20}
      nothingFoundMessage={<NoChoice text={t('common.nothingFound')} />}
      hidePickedOptions
    />
  );
}

import type { SavedFilter } from '@fernwart/contract';
import { ActionIcon, Button, Popover, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBookmark, IconPencil, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { notifyProblem } from '../../ui/notify-problem.tsx';
import type { ActivitiesSearch } from './activities-search.ts';
import classes from './saved-filters.module.css';
import { changeFilter, deleteFilter, filterOf, savedFiltersQuery, saveFilter } from './saved-filters-api.ts';

interface Props {
  readonly search: ActivitiesSearch;
  onApply(filter: SavedFilter['filter']): void;
}

/** One's own cuts through the activities: kept on the server, for every browser one uses. */
export default function SavedFilters({ search, onApply }: Props) {
  const { t } = useTranslation(['console', 'desk']);
  const client = useQueryClient();
  const { data } = useQuery(savedFiltersQuery);
  const [opened, popover] = useDisclosure(false);
  const [name, setName] = useState('');
  const [renaming, setRenaming] = useState<SavedFilter | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const settled = {
    onSuccess: async () => {
      // What was pressed is disabled or gone: the keyboard stays in the popover.
      field.current?.focus();
      setName('');
      setRenaming(null);
      await client.invalidateQueries({ queryKey: savedFiltersQuery.queryKey });
    },
    onError: (error: unknown) => notifyProblem(error),
  };
  const save = useMutation({
    mutationFn: () => (renaming ? changeFilter(renaming.id, { name }) : saveFilter(name, filterOf(search))),
    ...settled,
  });
  const remove = useMutation({ mutationFn: (id: string) => deleteFilter(id), ...settled });
  const filters = data?.items ?? [];
  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    if (name.trim()) save.mutate();
  }
  function rename(filter: SavedFilter): void {
    setRenaming(filter);
    setName(filter.name);
  }
  return (
    <Popover
      opened={opened}
      onChange={popover.toggle}
      position="bottom-start"
      width="min(22rem, calc(100vw - 1.5rem))"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Button
          variant="default"
          fw={400}
          leftSection={<IconBookmark size={15} />}
          onClick={popover.toggle}
          aria-haspopup="dialog"
        >
          {t('desk:filters.saved')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('desk:filters.saved')}>
        <Stack gap="sm">
          {data && filters.length === 0 && <p className="dimmed">{t('desk:filters.none')}</p>}
          {filters.length > 0 && (
            <ul className={classes.filters}>
              {filters.map((filter) => (
                <li key={filter.id} className={classes.filter}>
                  <Button
                    variant="subtle"
                    size="sm"
                    justify="flex-start"
                    className={classes.apply ?? ''}
                    onClick={() => {
                      popover.close();
                      onApply(filter.filter);
                    }}
                  >
                    <bdi>{filter.name}</bdi>
                  </Button>
                  <ActionIcon
                    variant="subtle"
                    aria-label={t('desk:filters.rename', { name: filter.name })}
                    onClick={() => rename(filter)}
                  >
                    <IconPencil size={15} />
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    aria-label={t('desk:filters.delete', { name: filter.name })}
                    onClick={() => remove.mutate(filter.id)}
                  >
                    <IconTrash size={15} />
                  </ActionIcon>
                </li>
              ))}
            </ul>
          )}
          <form onSubmit={onSubmit}>
            <Stack gap="xs">
              <TextInput
                ref={field}
                label={
                  renaming ? t('desk:filters.rename', { name: renaming.name }) : t('desk:filters.saveAs')
                }
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
              />
              <Button type="submit" size="xs" loading={save.isPending} disabled={!name.trim()}>
                {renaming ? t('common.save') : t('desk:filters.save')}
              </Button>
            </Stack>
          </form>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

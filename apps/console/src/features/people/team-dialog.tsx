import type { PersonRef, TeamDetails } from '@fernwart/contract';
import { ActionIcon, Button, Group, Skeleton, Stack, Switch, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { touch } from '../../app/live/touch.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { fieldErrors } from '../../ui/fields/field-errors.ts';
import { PersonName } from '../../ui/person-name.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { createTeam, teamQuery, updateTeam } from './people-administration-api.ts';
import { peopleQuery } from './people-api.ts';
import { PersonPicker } from './person-picker.tsx';

interface Props {
  /** Null: a new one. */
  readonly id: string | null;
  onClose(): void;
  onSaved(id: string): void;
}

/** Makes or changes a team. */
export function TeamDialog({ id, onClose, onSaved }: Props) {
  const { t } = useTranslation(['console', 'administration']);
  const { data: team, error } = useQuery({ ...teamQuery(id ?? ''), enabled: id !== null, staleTime: 0 });
  const title = team ? t('administration:teams.edit', { name: team.name }) : t('administration:teams.add');
  return (
    <Dialog title={title} onClose={onClose}>
      {error && <ProblemNotice error={error} />}
      {id !== null && !team && !error && <Skeleton height={200} />}
      {(id === null || team) && (
        <TeamForm key={team?.version ?? 0} team={team ?? null} onClose={onClose} onSaved={onSaved} />
      )}
    </Dialog>
  );
}

interface FormProps extends Omit<Props, 'id'> {
  readonly team: TeamDetails | null;
}

function TeamForm({ team, onClose, onSaved }: FormProps) {
  const { t } = useTranslation(['console', 'administration']);
  const client = useQueryClient();
  const [name, setName] = useState(team?.name ?? '');
  const [members, setMembers] = useState<readonly PersonRef[]>(team?.members ?? []);
  const [archived, setArchived] = useState(team?.archived ?? false);
  const save = useMutation({
    mutationFn: () => {
      const body = { name, memberIds: members.map(({ id }) => id) };
      return team ? updateTeam(team.id, { ...body, archived, version: team.version }) : createTeam(body);
    },
    onSuccess: async (saved) => {
      onClose();
      onSaved(saved.id);
      await touch(client, 'teams', 'people');
    },
  });
  const errors = fieldErrors(save.error);
  async function add(id: string | null): Promise<void> {
    if (id === null || members.some((member) => member.id === id)) return;
    const found = client
      .getQueriesData<{ items?: PersonRef[] }>({ queryKey: peopleQuery({}).queryKey.slice(0, 1) })
      .flatMap(([, page]) => page?.items ?? [])
      .find((person) => person.id === id);
    if (found) setMembers((before) => [...before, { id, name: found.name }]);
  }
  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    save.mutate();
  }
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <TextInput
          label={t('administration:teams.name')}
          value={name}
          error={errors['name']}
          withAsterisk
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <PersonPicker
          key={members.length}
          label={t('administration:people.findMore')}
          value={null}
          onChange={(id) => void add(id)}
        />
        {members.length === 0 && <p className="dimmed">{t('administration:teams.noMembers')}</p>}
        {members.map((member) => (
          <Group key={member.id} justify="space-between" wrap="nowrap">
            <PersonName name={member.name} />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('administration:people.removeMember', { name: member.name })}
              onClick={() => setMembers((before) => before.filter(({ id }) => id !== member.id))}
            >
              <IconX size={16} />
            </ActionIcon>
          </Group>
        ))}
        {team && (
          <Switch
            label={t('administration:teams.archived')}
            description={t('administration:teams.archiveHelp')}
            checked={archived}
            onChange={(event) => setArchived(event.currentTarget.checked)}
          />
        )}
        {save.error && <ProblemNotice error={save.error} shownFields={['name']} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={!name.trim()}>
            {t('common.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

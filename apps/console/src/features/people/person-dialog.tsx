import { languages, type Person, type Role, roles } from '@fernwart/contract';
import { Button, Checkbox, Group, MultiSelect, Select, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { touch } from '../../app/live/touch.ts';
import { currentLanguage } from '../../i18n/language.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { fieldErrors } from '../../ui/fields/field-errors.ts';
import { NoChoice } from '../../ui/no-choice.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { createPerson, updatePerson } from './people-administration-api.ts';
import { teamsQuery } from './people-api.ts';
import { useMe } from './use-me.ts';

interface Props {
  /** Null: somebody new. */
  readonly person: Person | null;
  onClose(): void;
  onSaved(id: string): void;
}

const texts = ['name', 'login', 'email', 'phone', 'department'] as const;

/** Adds or changes a person. */
export function PersonDialog({ person, onClose, onSaved }: Props) {
  const { t } = useTranslation(['console', 'administration']);
  const title = person
    ? t('administration:people.edit', { name: person.name })
    : t('administration:people.add');
  return (
    <Dialog title={title} wide onClose={onClose}>
      <PersonForm person={person} onClose={onClose} onSaved={onSaved} />
    </Dialog>
  );
}

function PersonForm({ person, onClose, onSaved }: Props) {
  const { t } = useTranslation(['console', 'administration']);
  const me = useMe();
  const client = useQueryClient();
  const { data: teams } = useQuery(teamsQuery);
  const [draft, setDraft] = useState<Record<string, string>>(() =>
    Object.fromEntries(texts.map((name) => [name, person?.[name] ?? ''])),
  );
  const [held, setHeld] = useState<readonly Role[]>(person?.roles ?? ['requester']);
  const [teamIds, setTeamIds] = useState(() => person?.teams.map(({ id }) => id) ?? []);
  const [language, setLanguage] = useState(person?.language ?? currentLanguage());
  const [timeZone, setTimeZone] = useState(person?.timeZone ?? me.timeZone);
  // The version belongs to what one sees in the fields, not to what may have come in meanwhile.
  const [version] = useState(person?.version ?? 0);
  const offered = teams?.items.map(({ id, name }) => ({ value: id, label: name })) ?? [];
  const save = useMutation({
    mutationFn: () => {
      const open = new Set(offered.map(({ value }) => value));
      const body = {
        name: draft['name'] ?? '',
        login: draft['login'] ?? '',
        email: draft['email']?.trim() ?? '',
        phone: draft['phone'] ?? '',
        department: draft['department'] ?? '',
        roles: [...held],
        teamIds: teamIds.filter((id) => open.has(id)),
        language,
        timeZone,
      };
      return person ? updatePerson(person.id, { ...body, version }) : createPerson(body);
    },
    onSuccess: async (saved) => {
      onClose();
      onSaved(saved.id);
      await touch(client, 'people', 'teams');
    },
  });
  const errors = fieldErrors(save.error);
  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    save.mutate();
  }
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        {texts.map((name) => (
          <TextInput
            key={name}
            label={t(`people.${name}`)}
            description={name === 'login' ? t('administration:people.loginHelp') : undefined}
            type={name === 'email' ? 'email' : 'text'}
            value={draft[name] ?? ''}
            error={errors[name]}
            withAsterisk={name === 'name'}
            data-autofocus={name === 'name' || undefined}
            autoComplete="off"
            onChange={(event) => {
              const { value } = event.currentTarget;
              setDraft((before) => ({ ...before, [name]: value }));
            }}
          />
        ))}
        <Checkbox.Group
          label={t('people.role')}
          description={t('administration:people.rolesHelp')}
          error={errors['roles']}
          value={[...held]}
          onChange={(chosen) => setHeld(roles.filter((role) => chosen.includes(role)))}
        >
          <Group gap="lg" mt="xs">
            {roles.map((role) => (
              <Checkbox
                key={role}
                value={role}
                label={t(`people.roles.${role}`)}
                disabled={person?.id === me.id && !person.roles.includes(role)}
              />
            ))}
          </Group>
        </Checkbox.Group>
        <MultiSelect
          label={t('people.teams')}
          data={offered}
          value={teamIds.filter((id) => offered.some(({ value }) => value === id))}
          onChange={setTeamIds}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': t('fields.clear') }}
          nothingFoundMessage={<NoChoice text={t('common.nothingFound')} />}
        />
        <Group grow align="flex-start">
          <Select
            label={t('people.language')}
            data={languages.map((value) => ({ value, label: t(`language.${value}`) }))}
            value={language}
            allowDeselect={false}
            onChange={(chosen) => chosen && setLanguage(chosen)}
          />
          <Select
            label={t('administration:people.timeZone')}
            data={Intl.supportedValuesOf('timeZone')}
            value={timeZone}
            error={errors['timeZone']}
            allowDeselect={false}
            searchable
            limit={60}
            nothingFoundMessage={<NoChoice text={t('common.nothingFound')} />}
            onChange={(zone) => zone && setTimeZone(zone)}
          />
        </Group>
        {save.error && <ProblemNotice error={save.error} shownFields={[...texts, 'roles', 'timeZone']} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            type="submit"
            loading={save.isPending}
            disabled={!draft['name']?.trim() || held.length === 0}
          >
            {t('common.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

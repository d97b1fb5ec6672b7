import { type Language, languages, type Person, person } from '@fernwart/contract';
import { Button, Group, Input, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../app/api/request.ts';
import { touch } from '../../app/live/touch.ts';
import { currentLanguage } from '../../i18n/language.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { fieldErrors } from '../../ui/fields/field-errors.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';

interface Props {
  onClose(): void;
  onCreated(person: Person): void;
}

/** Notes whom one speaks with, on the way to an activity. */
export default function CallerDialog({ onClose, onCreated }: Props) {
  const { t } = useTranslation(['console', 'desk']);
  return (
    <Dialog title={t('desk:caller.addTitle')} onClose={onClose}>
      <CallerForm onClose={onClose} onCreated={onCreated} />
    </Dialog>
  );
}

const fields = ['name', 'email', 'phone', 'department'] as const;

function CallerForm({ onClose, onCreated }: Props) {
  const { t } = useTranslation(['console', 'desk']);
  const client = useQueryClient();
  const [draft, setDraft] = useState({ name: '', email: '', phone: '', department: '' });
  const languageLabel = useId();
  const [language, setLanguage] = useState<Language>(currentLanguage());
  const create = useMutation({
    mutationFn: () =>
      request('POST', '/people', person, { body: { ...draft, language, roles: ['requester'] } }),
    onSuccess: async (made) => {
      onCreated(made);
      onClose();
      await touch(client, 'people');
    },
  });
  const errors = fieldErrors(create.error);
  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    // A form inside the other's: it must not send that one.
    event.stopPropagation();
    create.mutate();
  }
  return (
    <form onSubmit={onSubmit}>
      <Stack gap="md">
        <p className="dimmed">{t('desk:caller.lead')}</p>
        {fields.map((name) => (
          <TextInput
            key={name}
            data-autofocus={name === 'name' || undefined}
            label={t(`desk:caller.${name}`)}
            type={name === 'email' ? 'email' : 'text'}
            required={name === 'name'}
            value={draft[name]}
            onChange={(event) => setDraft({ ...draft, [name]: event.currentTarget.value })}
            error={errors[name]}
          />
        ))}
        <Input.Wrapper
          label={t('desk:caller.language')}
          labelElement="div"
          labelProps={{ id: languageLabel }}
        >
          <SegmentedControl
            aria-labelledby={languageLabel}
            fullWidth
            value={language}
            onChange={setLanguage}
            data={languages.map((each) => ({ value: each, label: t(`language.${each}`) }))}
          />
        </Input.Wrapper>
        {create.error && <ProblemNotice error={create.error} shownFields={[...fields]} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={create.isPending} disabled={!draft.name.trim()}>
            {t('desk:caller.create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

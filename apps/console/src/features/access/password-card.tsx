import { Button, Group, PasswordInput, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card.tsx';
import { fieldErrors } from '../../ui/fields/field-errors.ts';
import { notify } from '../../ui/notify.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { changePassword, signInsQuery } from './access-api.ts';

/** Changes one's own password. */
export function PasswordCard() {
  const { t } = useTranslation(['console', 'administration']);
  const client = useQueryClient();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const save = useMutation({
    mutationFn: () => changePassword(current, next),
    onSuccess: async () => {
      setCurrent('');
      setNext('');
      notify('success', t('administration:access.changed'));
      await client.invalidateQueries({ queryKey: signInsQuery.queryKey });
    },
  });
  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    save.mutate();
  }
  const showLabel = { 'aria-label': t('fields.showSecret') };
  return (
    <Card title={t('administration:access.password')}>
      <form onSubmit={onSubmit}>
        <Stack gap="md" maw={420}>
          <PasswordInput
            label={t('administration:access.current')}
            autoComplete="current-password"
            value={current}
            visibilityToggleButtonProps={showLabel}
            onChange={(event) => setCurrent(event.currentTarget.value)}
          />
          <PasswordInput
            label={t('administration:access.next')}
            description={t('administration:access.nextHelp')}
            autoComplete="new-password"
            value={next}
            error={fieldErrors(save.error)['newPassword']}
            visibilityToggleButtonProps={showLabel}
            onChange={(event) => setNext(event.currentTarget.value)}
          />
          {save.error && <ProblemNotice error={save.error} shownFields={['newPassword']} />}
          <Group>
            <Button type="submit" variant="default" loading={save.isPending} disabled={!current || !next}>
              {t('administration:access.change')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}

import type { Role } from '@fernwart/contract';
import { Alert, Button, Checkbox, Group, Select, Stack, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog.tsx';
import { fieldErrors } from '../../ui/fields/field-errors.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useMe } from '../people/use-me.ts';
import { createApiToken } from './access-api.ts';
import { SecretValue } from './secret-value.tsx';

const lifetimes = ['7', '30', '90', '366'] as const;

/** Makes a token for oneself, and shows its secret this once. */
export function ApiTokenDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslation(['console', 'administration']);
  const me = useMe();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [held, setHeld] = useState<readonly Role[]>([]);
  const [days, setDays] = useState<string>('90');
  const make = useMutation({
    mutationFn: () => createApiToken({ name, roles: [...held], expiresInDays: Number(days) }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['api-tokens'] }),
  });
  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    make.mutate();
  }
  return (
    <Dialog title={t('administration:access.newToken')} onClose={onClose}>
      {make.data ? (
        <Stack gap="md">
          <Alert color="yellow" variant="light" icon={<IconAlertTriangle size={18} />}>
            {t('administration:access.once')}
          </Alert>
          <SecretValue value={make.data.secret} label={t('administration:access.secret')} />
          <Button onClick={onClose}>{t('common.done')}</Button>
        </Stack>
      ) : (
        <form onSubmit={onSubmit}>
          <Stack gap="md">
            <TextInput
              label={t('administration:access.name')}
              description={t('administration:access.nameHelp')}
              value={name}
              error={fieldErrors(make.error)['name']}
              withAsterisk
              data-autofocus
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Checkbox.Group
              label={t('administration:access.roles')}
              value={[...held]}
              onChange={(chosen) => setHeld(me.roles.filter((role) => chosen.includes(role)))}
            >
              <Group gap="lg" mt="xs">
                {me.roles.map((role) => (
                  <Checkbox key={role} value={role} label={t(`people.roles.${role}`)} />
                ))}
              </Group>
            </Checkbox.Group>
            <Select
              label={t('administration:access.expiresIn')}
              data={lifetimes.map((value) => ({
                value,
                label: t('administration:access.days', { count: Number(value) }),
              }))}
              value={days}
              allowDeselect={false}
              onChange={(chosen) => chosen && setDays(chosen)}
            />
            {make.error && <ProblemNotice error={make.error} shownFields={['name']} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                {t('common.cancel')}
              </Button>
              <Button type="submit" loading={make.isPending} disabled={!name.trim() || held.length === 0}>
                {t('administration:access.newToken')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Dialog>
  );
}

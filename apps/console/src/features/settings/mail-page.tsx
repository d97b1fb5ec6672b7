import type { MailSettings } from '@fernwart/contract';
import {
  Alert,
  Button,
  Checkbox,
  Group,
  NumberInput,
  PasswordInput,
  Select,
  Skeleton,
  Stack,
  TextInput,
} from '@mantine/core';
import { IconMailOff } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card.tsx';
import { fieldErrors } from '../../ui/fields/field-errors.ts';
import { notify } from '../../ui/notify.ts';
import { Page } from '../../ui/page.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useMe } from '../people/use-me.ts';
import { FixedNotice } from './fixed-notice.tsx';
import { mailSettingsQuery, updateMail } from './settings-api.ts';
import { TestMailCard } from './test-mail-card.tsx';

const securities = ['starttls', 'tls', 'none'] as const;
const ports = { starttls: 587, tls: 465, none: 25 } as const;

export function MailPage() {
  const { t } = useTranslation(['console', 'administration']);
  const { data, error, refetch } = useQuery(mailSettingsQuery);
  const mayChange = useMe().roles.includes('administrator');
  return (
    <Page title={t('administration:settings.mail')} lead={t('administration:settings.mailLead')} narrow>
      {error && !data && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={420} radius="lg" />}
      {data && !data.sends && (
        <Alert color="yellow" variant="light" icon={<IconMailOff size={18} />}>
          {t('administration:settings.noServer')}
        </Alert>
      )}
      {data && <MailForm key={data.version} settings={data} mayChange={mayChange && data.fixed === null} />}
      {data?.sends && mayChange && <TestMailCard />}
    </Page>
  );
}

function MailForm({ settings, mayChange }: { settings: MailSettings; mayChange: boolean }) {
  const { t } = useTranslation(['console', 'administration']);
  const client = useQueryClient();
  const { version, fixed, passwordStored } = settings;
  const [draft, setDraft] = useState(settings);
  const [password, setPassword] = useState('');
  const [forget, setForget] = useState(false);
  const change = (next: Partial<MailSettings>) => setDraft((before) => ({ ...before, ...next }));
  const save = useMutation({
    mutationFn: () => {
      const { host, port, security, user, fromName, fromAddress } = draft;
      const secret = forget ? { password: null } : password === '' ? {} : { password };
      return updateMail({ version, host, port, security, user, fromName, fromAddress, ...secret });
    },
    onSuccess: (saved) => {
      client.setQueryData(mailSettingsQuery.queryKey, saved);
      notify('success', t('common.saved'));
    },
  });
  const errors = fieldErrors(save.error);
  const readOnly = !mayChange;
  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    save.mutate();
  }
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="lg">
        <FixedNotice variable={fixed} />
        <Card title={t('administration:settings.server')}>
          <Stack gap="md">
            <Group grow align="flex-start" preventGrowOverflow={false}>
              <TextInput
                label={t('administration:settings.host')}
                placeholder="mail.example.org"
                value={draft.host}
                readOnly={readOnly}
                error={errors['host']}
                spellCheck={false}
                onChange={(event) => change({ host: event.currentTarget.value.trim() })}
              />
              <NumberInput
                label={t('administration:settings.port')}
                value={draft.port}
                readOnly={readOnly}
                error={errors['port']}
                min={1}
                max={65_535}
                allowDecimal={false}
                hideControls
                onChange={(port) => typeof port === 'number' && change({ port })}
              />
            </Group>
            {readOnly ? (
              <TextInput
                label={t('administration:settings.security')}
                value={t(`administration:settings.securities.${draft.security}`)}
                readOnly
              />
            ) : (
              <Select
                label={t('administration:settings.security')}
                data={securities.map((value) => ({
                  value,
                  label: t(`administration:settings.securities.${value}`),
                }))}
                value={draft.security}
                allowDeselect={false}
                onChange={(security) => security && change({ security, port: ports[security] })}
              />
            )}
            <TextInput
              label={t('administration:settings.user')}
              description={t('administration:settings.userHelp')}
              value={draft.user ?? ''}
              readOnly={readOnly}
              error={errors['user']}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => change({ user: event.currentTarget.value.trim() || null })}
            />
            {mayChange && (
              <PasswordInput
                label={t('administration:settings.password')}
                description={passwordStored ? t('administration:settings.passwordKept') : undefined}
                value={password}
                error={errors['password']}
                disabled={forget}
                autoComplete="new-password"
                visibilityToggleButtonProps={{ 'aria-label': t('fields.showSecret') }}
                onChange={(event) => setPassword(event.currentTarget.value)}
              />
            )}
            {mayChange && passwordStored && (
              <Checkbox
                label={t('administration:settings.forgetPassword')}
                checked={forget}
                onChange={(event) => setForget(event.currentTarget.checked)}
              />
            )}
          </Stack>
        </Card>
        <Card title={t('administration:settings.sender')}>
          <Stack gap="md">
            <TextInput
              label={t('administration:settings.fromName')}
              value={draft.fromName}
              readOnly={readOnly}
              error={errors['fromName']}
              onChange={(event) => change({ fromName: event.currentTarget.value })}
            />
            <TextInput
              label={t('administration:settings.fromAddress')}
              type="email"
              value={draft.fromAddress}
              readOnly={readOnly}
              error={errors['fromAddress']}
              onChange={(event) => change({ fromAddress: event.currentTarget.value.trim() })}
            />
          </Stack>
        </Card>
        {save.error && <ProblemNotice error={save.error} shownFields={Object.keys(errors)} />}
        {mayChange && (
          <Group>
            <Button type="submit" loading={save.isPending}>
              {t('common.save')}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}

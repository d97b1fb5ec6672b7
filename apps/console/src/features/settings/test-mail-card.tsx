import { Alert, Button, Group, Stack, TextInput } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useMe } from '../people/use-me.ts';
import classes from './settings.module.css';
import { sendTestMail } from './settings-api.ts';

/** Sends a mail now, and shows what the mail server said. */
export function TestMailCard() {
  const { t } = useTranslation(['console', 'administration']);
  const me = useMe();
  const [to, setTo] = useState(me.email ?? '');
  const send = useMutation({ mutationFn: () => sendTestMail(to.trim()) });
  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    send.mutate();
  }
  return (
    <Card title={t('administration:settings.test')}>
      <form onSubmit={onSubmit}>
        <Stack gap="md">
          <p className="dimmed">{t('administration:settings.testHelp')}</p>
          <TextInput
            label={t('administration:settings.testTo')}
            type="email"
            value={to}
            maxLength={254}
            required
            onChange={(event) => setTo(event.currentTarget.value)}
          />
          <Group>
            <Button
              type="submit"
              variant="default"
              leftSection={<IconSend size={16} />}
              loading={send.isPending}
              disabled={!to.trim()}
            >
              {t('administration:settings.testSend')}
            </Button>
          </Group>
          {send.error && <ProblemNotice error={send.error} />}
          {send.data && (
            <Alert
              color={send.data.outcome === 'accepted' ? 'green' : 'red'}
              variant="light"
              role={send.data.outcome === 'accepted' ? 'status' : 'alert'}
              title={t(`administration:settings.outcome.${send.data.outcome}`)}
            >
              {send.data.trouble !== null && (
                <p>{t(`administration:settings.trouble.${send.data.trouble}`)}</p>
              )}
              {send.data.reason !== null && (
                <p className={classes.reason}>
                  <span className="visually-hidden">{t('administration:settings.said')} </span>
                  {send.data.reason}
                </p>
              )}
            </Alert>
          )}
        </Stack>
      </form>
    </Card>
  );
}

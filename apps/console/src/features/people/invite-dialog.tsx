import type { Person } from '@fernwart/contract';
import { Alert, Button, Stack } from '@mantine/core';
import { IconAlertTriangle, IconLink, IconMail } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Instant } from '../../ui/instant.tsx';
import { notify } from '../../ui/notify.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { SecretValue } from '../access/secret-value.tsx';
import { invite } from './people-administration-api.ts';

/** Sends a link with which somebody sets a password, or shows it once. */
export function InviteDialog({ person, onClose }: { person: Person; onClose(): void }) {
  const { t } = useTranslation(['console', 'administration']);
  const send = useMutation({
    mutationFn: (by: 'mail' | 'link') => invite(person.id, by),
    onSuccess: (made) => {
      if (made.sentTo === null) return;
      notify('success', t('administration:people.invited', { address: made.sentTo }));
      onClose();
    },
  });
  const made = send.data;
  return (
    <Dialog title={t('administration:people.inviteIt', { name: person.name })} onClose={onClose}>
      <Stack gap="md">
        {made?.link ? (
          <>
            <Alert color="yellow" variant="light" icon={<IconAlertTriangle size={18} />}>
              {t('administration:people.inviteOnce')}
            </Alert>
            <SecretValue value={made.link} label={t('administration:people.link')} />
            <Facts
              facts={[
                { label: t('administration:people.validUntil'), value: <Instant at={made.expiresAt} /> },
              ]}
            />
            <Button onClick={onClose}>{t('common.done')}</Button>
          </>
        ) : (
          <>
            <p>{t('administration:people.inviteText')}</p>
            {send.error && <ProblemNotice error={send.error} />}
            {person.email !== null && (
              <Button
                leftSection={<IconMail size={16} />}
                loading={send.isPending && send.variables === 'mail'}
                onClick={() => send.mutate('mail')}
              >
                {t('administration:people.inviteMail', { address: person.email })}
              </Button>
            )}
            <Button
              variant="default"
              leftSection={<IconLink size={16} />}
              loading={send.isPending && send.variables === 'link'}
              onClick={() => send.mutate('link')}
            >
              {t('administration:people.inviteLink')}
            </Button>
          </>
        )}
      </Stack>
    </Dialog>
  );
}

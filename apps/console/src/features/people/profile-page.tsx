import { Input, Select, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { LanguageSwitch } from '../../app/frame/language-switch.tsx';
import { SchemeSwitch } from '../../app/frame/scheme-switch.tsx';
import { useFormat } from '../../i18n/use-format.ts';
import { Card } from '../../ui/card.tsx';
import { Facts } from '../../ui/facts.tsx';
import { NoChoice } from '../../ui/no-choice.tsx';
import { notify } from '../../ui/notify.ts';
import { notifyProblem } from '../../ui/notify-problem.tsx';
import { Page } from '../../ui/page.tsx';
import { ApiTokensCard } from '../access/api-tokens-card.tsx';
import { PasswordCard } from '../access/password-card.tsx';
import { SignInsCard } from '../access/sign-ins-card.tsx';
import { MailWishes } from '../notifications/mail-wishes.tsx';
import { sessionQuery, updateMe } from './people-api.ts';
import { useMe } from './use-me.ts';

/** What one may set for oneself. */
export function ProfilePage() {
  const { t } = useTranslation();
  const me = useMe();
  const client = useQueryClient();
  const format = useFormat();
  const save = useMutation({
    mutationFn: (timeZone: string) => updateMe({ timeZone }),
    onSuccess: (changed) => {
      client.setQueryData(sessionQuery.queryKey, changed);
      notify('success', t('common.saved'));
    },
    onError: (error) => notifyProblem(error),
  });
  return (
    <Page title={t('profile.title')} narrow>
      <Card title={me.name}>
        <Facts
          facts={[
            { label: t('people.email'), value: me.email ?? '–' },
            {
              label: t('people.role'),
              value: format.list(me.roles.map((name) => t(`people.roles.${name}`))),
            },
            { label: t('people.teams'), value: format.list(me.teams.map(({ name }) => name)) || '–' },
          ]}
        />
      </Card>
      <Card title={t('profile.display')}>
        <Stack gap="md">
          <Input.Wrapper label={t('profile.language')} labelElement="div">
            <div>
              <LanguageSwitch />
            </div>
          </Input.Wrapper>
          <Input.Wrapper label={t('profile.scheme')} labelElement="div">
            <div>
              <SchemeSwitch />
            </div>
          </Input.Wrapper>
          <Select
            label={t('profile.timeZone')}
            description={t('profile.timeZoneHelp')}
            data={Intl.supportedValuesOf('timeZone')}
            value={me.timeZone}
            onChange={(zone) => zone && save.mutate(zone)}
            allowDeselect={false}
            searchable
            limit={60}
            maw={360}
            nothingFoundMessage={<NoChoice text={t('common.nothingFound')} />}
          />
        </Stack>
      </Card>
      <PasswordCard />
      <SignInsCard />
      <ApiTokensCard />
      {me.roles.some((role) => role !== 'requester') && <MailWishes />}
    </Page>
  );
}

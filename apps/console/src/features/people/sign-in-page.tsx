import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DemoStrip } from '../../app/frame/demo-strip.tsx';
import { LanguageSwitch } from '../../app/frame/language-switch.tsx';
import { SchemeSwitch } from '../../app/frame/scheme-switch.tsx';
import { shellQuery } from '../../app/shell-api.ts';
import { changeLanguage } from '../../i18n/language.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { Wordmark } from '../../ui/wordmark.tsx';
import { DemoAccounts } from './demo-accounts.tsx';
import { sessionQuery, signIn } from './people-api.ts';
import classes from './sign-in-page.module.css';

const route = getRouteApi('/sign-in');

export function SignInPage() {
  const { t } = useTranslation();
  const { to } = route.useSearch();
  const router = useRouter();
  const client = useQueryClient();
  // What is known of somebody signed in has no demo accounts.
  const shell = useQuery({ ...shellQuery, refetchOnMount: 'always' });
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  useDocumentTitle(`${t('signIn.title')} · Fernwart`);
  const enter = useMutation({
    mutationFn: (as: { login: string; password: string }) => signIn(as.login, as.password),
    onSuccess: async (me) => {
      // Nothing of one person's answers stays for the next; the frame is another for everybody.
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'shell' });
      void client.invalidateQueries({ queryKey: shellQuery.queryKey });
      client.setQueryData(sessionQuery.queryKey, me);
      await changeLanguage(me.language);
      router.history.push(to);
    },
  });
  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    enter.mutate({ login: login.trim(), password });
  }
  return (
    <div className={classes.page}>
      <DemoStrip shell={shell.data} />
      <div className={classes.split}>
        <header className={classes.brand}>
          <Wordmark large />
          <p className={classes.claim}>{t('signIn.claim')}</p>
          <Beams />
        </header>
        <main className={classes.main}>
          <div className={classes.switches}>
            <LanguageSwitch />
            <SchemeSwitch />
          </div>
          <div className={classes.form}>
            <h1 className={classes.title}>{t('signIn.title')}</h1>
            <form onSubmit={onSubmit}>
              <Stack gap="md">
                <TextInput
                  label={t('signIn.login')}
                  name="username"
                  autoComplete="username"
                  autoCapitalize="none"
                  spellCheck={false}
                  size="md"
                  required
                  value={login}
                  onChange={(event) => setLogin(event.currentTarget.value)}
                />
                <PasswordInput
                  label={t('signIn.password')}
                  name="password"
                  autoComplete="current-password"
                  size="md"
                  required
                  value={password}
                  onChange={(event) => setPassword(event.currentTarget.value)}
                  visibilityToggleButtonProps={{ 'aria-label': t('fields.showSecret') }}
                />
                {enter.error && <ProblemNotice error={enter.error} />}
                <Button type="submit" size="md" loading={enter.isPending} fullWidth>
                  {t('signIn.enter')}
                </Button>
              </Stack>
            </form>
            {shell.data?.singleSignOn && (
              <Button
                component="a"
                href={shell.data.singleSignOn.href}
                variant="default"
                size="md"
                fullWidth
                mt="md"
              >
                {shell.data.singleSignOn.label}
              </Button>
            )}
            <DemoAccounts
              accounts={shell.data?.demoAccounts ?? []}
              busyLogin={enter.isPending ? enter.variables.login : undefined}
              onChoose={enter.mutate}
            />
          </div>
          <p className={classes.version}>
            {shell.data && t('signIn.version', { version: shell.data.version })}
          </p>
        </main>
      </div>
    </div>
  );
}

function Beams() {
  return (
    <svg
      className={classes.beams}
      viewBox="0 0 600 600"
      aria-hidden="true"
      preserveAspectRatio="xMinYMax slice"
    >
      <path d="M70 600 L92 250 L128 250 L150 600 Z" />
      <path d="M132 236 L600 40 L600 300 L132 262 Z" data-beam="near" />
      <path d="M132 270 L600 360 L600 560 L132 286 Z" data-beam="far" />
      <path d="M86 244 L134 244 L128 214 L92 214 Z" />
      <path d="M96 208 L124 208 L110 190 Z" />
    </svg>
  );
}

import type { Shell } from '@fernwart/contract';
import { Loader, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../i18n/language.ts';
import { PersonSeal } from '../../ui/person-name.tsx';
import classes from './sign-in-page.module.css';

interface Props {
  readonly accounts: Shell['demoAccounts'];
  readonly busyLogin: string | undefined;
  onChoose(account: { login: string; password: string }): void;
}

/** The demo's people: one click signs in. */
export function DemoAccounts({ accounts, busyLogin, onChoose }: Props) {
  const { t } = useTranslation();
  if (accounts.length === 0) return null;
  return (
    <section className={classes.demo} aria-labelledby="demo-accounts">
      <h2 id="demo-accounts" className={classes.demoTitle}>
        {t('signIn.demo')}
      </h2>
      <ul className={classes.accounts}>
        {accounts.map(({ login, password, name, role }) => (
          <li key={login}>
            <UnstyledButton
              className={classes.account}
              disabled={busyLogin !== undefined}
              onClick={() => onChoose({ login, password })}
            >
              {busyLogin === login ? (
                <Loader size={32} aria-hidden="true" />
              ) : (
                <PersonSeal name={name} large />
              )}
              <span className={classes.accountText}>
                <span className={classes.accountName}>{name}</span>
                <span className={classes.accountRole}>{role[currentLanguage()]}</span>
              </span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </section>
  );
}

import { Button, Skeleton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/use-format.ts';
import { Card } from '../../ui/card.tsx';
import { Instant } from '../../ui/instant.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import classes from './access.module.css';
import { apiTokensQuery } from './access-api.ts';
import { ApiTokenDialog } from './api-token-dialog.tsx';
import { useRevoke } from './use-revoke.ts';

/** One's own keys for programs. */
export function ApiTokensCard() {
  const { t } = useTranslation(['console', 'administration']);
  const format = useFormat();
  const { data, error, refetch } = useQuery(apiTokensQuery({ of: 'me' }));
  const [making, make] = useDisclosure(false);
  const revoke = useRevoke();
  return (
    <Card
      title={t('administration:access.tokens')}
      aside={
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} />}
          aria-haspopup="dialog"
          onClick={make.open}
        >
          {t('administration:access.newToken')}
        </Button>
      }
    >
      <p className="dimmed">{t('administration:access.tokensHelp')}</p>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={60} />}
      {data?.items.length === 0 && <p className={classes.none}>{t('administration:access.noTokens')}</p>}
      <ul className={classes.list}>
        {data?.items.map((token) => (
          <li key={token.id} className={classes.entry}>
            <div className={classes.about}>
              <strong>{token.name}</strong>
              <div className="dimmed">
                {format.list(token.roles.map((role) => t(`people.roles.${role}`)))} ·{' '}
                {t('administration:access.expires')} <Instant at={token.expiresAt} /> ·{' '}
                {t('administration:access.lastUsed')}{' '}
                {token.lastUsedAt ? (
                  <Instant at={token.lastUsedAt} as="relative" />
                ) : (
                  t('administration:access.never')
                )}
              </div>
            </div>
            <Button variant="default" size="xs" aria-haspopup="dialog" onClick={() => void revoke(token)}>
              {t('administration:access.revoke')}
            </Button>
          </li>
        ))}
      </ul>
      {making && <ApiTokenDialog onClose={make.close} />}
    </Card>
  );
}

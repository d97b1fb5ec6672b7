import type { SignInEntry } from '@fernwart/contract';
import { Button, Skeleton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card.tsx';
import { Instant } from '../../ui/instant.tsx';
import { Mark } from '../../ui/mark.tsx';
import { notify } from '../../ui/notify.ts';
import { notifyProblem } from '../../ui/notify-problem.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import classes from './access.module.css';
import { endSignIn, signInsQuery } from './access-api.ts';
import { clientName } from './client-name.ts';

/** Where one is signed in, and ending it. */
export function SignInsCard() {
  const { t } = useTranslation(['console', 'administration']);
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(signInsQuery);
  const end = useMutation({
    mutationFn: endSignIn,
    onSuccess: () => notify('success', t('administration:access.ended')),
    onError: (problem) => notifyProblem(problem),
    onSettled: () => client.invalidateQueries({ queryKey: signInsQuery.queryKey }),
  });
  const others = data?.items.filter(({ current }) => !current) ?? [];
  return (
    <Card
      title={t('administration:access.signIns')}
      aside={
        others.length > 0 && (
          <Button
            variant="default"
            size="xs"
            loading={end.isPending && end.variables === null}
            onClick={() => end.mutate(null)}
          >
            {t('administration:access.endOthers')}
          </Button>
        )
      }
    >
      <p className="dimmed">{t('administration:access.signInsHelp')}</p>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={60} />}
      <ul className={classes.list}>
        {data?.items.map((entry) => (
          <SignInItem
            key={entry.id}
            entry={entry}
            busy={end.isPending && end.variables === entry.id}
            onEnd={() => end.mutate(entry.id)}
          />
        ))}
      </ul>
    </Card>
  );
}

function SignInItem({ entry, busy, onEnd }: { entry: SignInEntry; busy: boolean; onEnd(): void }) {
  const { t } = useTranslation(['console', 'administration']);
  const name = clientName(entry.userAgent) ?? entry.userAgent ?? t('administration:access.unknownClient');
  return (
    <li className={classes.entry}>
      <div className={classes.about}>
        <strong>{name}</strong>{' '}
        {entry.current && <Mark tone="success">{t('administration:access.here')}</Mark>}
        <div className="dimmed">
          {entry.address !== null && `${t('administration:access.from')} ${entry.address} · `}
          {t('administration:access.since')} <Instant at={entry.createdAt} /> ·{' '}
          {t('administration:access.lastSeen')} <Instant at={entry.seenAt} as="relative" />
        </div>
      </div>
      {!entry.current && (
        <Button
          variant="default"
          size="xs"
          loading={busy}
          aria-label={t('administration:access.endIt', { where: name })}
          onClick={onEnd}
        >
          {t('administration:access.end')}
        </Button>
      )}
    </li>
  );
}

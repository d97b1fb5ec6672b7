import { type PausedSystem, resumeAnswer } from '@fernwart/contract';
import { Button, Group } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { request } from '../../app/api/request.ts';
import { shellQuery } from '../../app/shell-api.ts';
import { currentLanguage } from '../../i18n/language.ts';
import { Card } from '../../ui/card.tsx';
import { Instant } from '../../ui/instant.tsx';
import { notifyProblem } from '../../ui/notify-problem.tsx';
import classes from './health-page.module.css';

/** Nothing leaves this system: since when, why, and the ways on. */
export function PausedCard({ paused }: { paused: PausedSystem }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { data: shell } = useQuery(shellQuery);
  const resume = useMutation({
    mutationFn: (discardMails: boolean) =>
      request('POST', '/system/resume', resumeAnswer, { body: { discardMails } }),
    onSuccess: () => client.invalidateQueries(),
    onError: (error) => notifyProblem(error),
  });
  return (
    <Card title={t('health.paused.title')}>
      <p className={classes.text}>{shell?.paused?.[currentLanguage()]}</p>
      <p className={classes.text}>
        {t('health.paused.since')} <Instant at={paused.since} />
      </p>
      <p className={classes.remedy}>{t('health.paused.remedy')}</p>
      <Group mt="md">
        <Button loading={resume.isPending} onClick={() => resume.mutate(false)}>
          {t('health.paused.resume')}
        </Button>
        {paused.mailsWaiting > 0 && (
          <Button variant="default" loading={resume.isPending} onClick={() => resume.mutate(true)}>
            {t('health.paused.discard', { count: paused.mailsWaiting })}
          </Button>
        )}
      </Group>
    </Card>
  );
}

import { Button } from '@mantine/core';
import { IconLock, IconMapOff } from '@tabler/icons-react';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Empty } from '../ui/empty.tsx';
import { ButtonLink } from '../ui/link-parts.tsx';
import { Page } from '../ui/page.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('notFound.title')}>
      <Empty icon={<IconMapOff size={22} />} title={t('notFound.page')} text={t('notFound.pageDetail')}>
        <ButtonLink to="/">{t('notFound.home')}</ButtonLink>
      </Empty>
    </Page>
  );
}

/** A page that the server would refuse to this person, whoever sent them the address. */
export function NoEntryPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('nav.administration')}>
      <Empty icon={<IconLock size={22} />} title={t('notFound.noEntry')} text={t('problem.refused')}>
        <ButtonLink to="/">{t('notFound.home')}</ButtonLink>
      </Empty>
    </Page>
  );
}

/** A page that could not be drawn at all; whatever else was open stays as it is. */
export function ErrorPage({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation();
  return (
    <Page title={t('problem.title')} narrow>
      <ProblemNotice error={error} onRetry={reset} />
      <div>
        <Button variant="default" onClick={() => window.location.reload()}>
          {t('common.reload')}
        </Button>
      </div>
    </Page>
  );
}

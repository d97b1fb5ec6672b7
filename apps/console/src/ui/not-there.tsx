import { Button } from '@mantine/core';
import { IconMapOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorCode } from '../app/api/api-error.ts';
import { Empty } from './empty.tsx';
import { Page } from './page.tsx';
import { ProblemNotice } from './problem-notice.tsx';

interface Props {
  readonly error: unknown;
  readonly back: ReactNode;
  onRetry(): void;
}

/** A page whose object could not be had: it does not exist (or is not to be seen), or something went wrong. */
export function NotThere({ error, back, onRetry }: Props) {
  const { t } = useTranslation();
  if (errorCode(error) !== 'not_found') {
    return (
      <Page title={t('problem.title')} above={back}>
        <ProblemNotice error={error} onRetry={onRetry} />
      </Page>
    );
  }
  return (
    <Page title={t('notFound.title')} above={back}>
      <Empty icon={<IconMapOff size={22} />} title={t('notFound.object')} text={t('notFound.objectDetail')}>
        <Button variant="default" onClick={onRetry}>
          {t('common.tryAgain')}
        </Button>
      </Empty>
    </Page>
  );
}

import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Page } from '../ui/page.tsx';

/** A page whose code is on its way. */
export function PendingPage() {
  const { t } = useTranslation();
  return (
    <Page pending title={t('common.loading')}>
      <Skeleton height={320} radius="lg" />
    </Page>
  );
}

import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../ui/page.tsx';
import { useMe } from '../people/use-me.ts';
import classes from './dashboard.module.css';
import { Work } from './work.tsx';

const FirstSteps = lazy(() => import('./first-steps.tsx'));
const Figures = lazy(() => import('./figures.tsx'));

/** The first page of the desk: what comes next for oneself, then how the desk stands. */
export function DashboardPage() {
  const { t } = useTranslation(['console', 'dashboard']);
  const { roles } = useMe();
  const rest = (
    <>
      {roles.includes('agent') && <Work />}
      <Suspense fallback={<Pending />}>
        <Figures />
      </Suspense>
    </>
  );
  return (
    <Page title={t('dashboard:title')}>
      <div className={classes.dashboard}>
        {roles.includes('administrator') ? (
          <Suspense fallback={<Pending />}>
            <FirstSteps pending={<Pending />}>{rest}</FirstSteps>
          </Suspense>
        ) : (
          rest
        )}
      </div>
    </Page>
  );
}

function Pending() {
  return <Skeleton height={320} radius="lg" />;
}

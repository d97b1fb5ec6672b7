import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/use-format.ts';
import { Card } from '../../ui/card.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { PackageSections, usePackageSections } from '../packages/package-sections.tsx';
import { useMe } from '../people/use-me.ts';
import classes from './dashboard.module.css';
import { figuresQuery } from './dashboard-api.ts';
import { TeamAges } from './team-ages.tsx';

const ChartBlock = lazy(() => import('../../blocks/chart/chart-block.tsx'));

/** How the desk stands: figures, what is open where, and the last thirty days. */
export default function Figures() {
  const { t } = useTranslation(['console', 'dashboard']);
  const format = useFormat();
  const me = useMe();
  const { data, error, refetch } = useQuery(figuresQuery);
  const sections = usePackageSections('dashboard_figures');
  const labels = [t('dashboard:figures.created'), t('dashboard:figures.closed')] as const;
  const [created, closed] = labels;
  const [label, unit] = [t('dashboard:figures.days'), t('dashboard:figures.unit')];
  const chart = useMemo(
    () =>
      data && {
        type: 'chart' as const,
        label,
        unit,
        per: 'day' as const,
        series: [
          { label: created, points: data.days.map((day) => ({ at: day.at, value: day.created })) },
          { label: closed, points: data.days.map((day) => ({ at: day.at, value: day.closed })) },
        ],
      },
    [data, label, unit, created, closed],
  );
  if (error && !data) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!data || !chart) return <Skeleton height={320} radius="lg" />;
  const today = data.days.at(-1);
  const numbers = [
    [t('dashboard:figures.openNow'), data.open],
    [t('dashboard:figures.unassignedNow'), data.unassigned],
    [t('dashboard:figures.createdToday'), today?.created ?? 0],
    [t('dashboard:figures.closedToday'), today?.closed ?? 0],
  ] as const;
  return (
    <>
      <Card title={t('dashboard:figures.title')}>
        <dl className={classes.numbers}>
          {numbers.map(([name, value]) => (
            <div key={name} className={classes.number}>
              <dt>{name}</dt>
              <dd>{format.number(value)}</dd>
            </div>
          ))}
        </dl>
        <p className={classes.more}>{t('dashboard:figures.whole', { zone: me.timeZone })}</p>
      </Card>
      <div className={classes.figures}>
        <Card title={t('dashboard:figures.byTeam')}>
          <TeamAges teams={data.teams} />
        </Card>
        <Card>
          <Suspense fallback={<Skeleton height={288} />}>
            <ChartBlock block={chart} />
          </Suspense>
        </Card>
        <PackageSections sections={sections} untitled kept />
      </div>
    </>
  );
}

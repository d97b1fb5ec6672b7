import type { WorkItem, WorkList } from '@fernwart/contract';
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card.tsx';
import { Instant } from '../../ui/instant.tsx';
import { AnchorLink } from '../../ui/link-parts.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { PriorityMark, StateMark } from '../activities/activity-looks.tsx';
import { PackageSections, usePackageSections } from '../packages/package-sections.tsx';
import { useMe } from '../people/use-me.ts';
import classes from './dashboard.module.css';
import { workQuery } from './dashboard-api.ts';

/** What an agent does next. */
export function Work() {
  const { t } = useTranslation(['console', 'dashboard']);
  const me = useMe();
  const { data, error, refetch } = useQuery(workQuery);
  const sections = usePackageSections('dashboard_work', ['activities']);
  if (error && !data) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  return (
    <section className={classes.lists} aria-label={t('dashboard:hello')}>
      <WorkCard
        title={t('dashboard:work.replies')}
        list={data?.replies}
        none={t('dashboard:work.repliesNone')}
        beside={(item) =>
          item.unreadSince && (
            <>
              {t('dashboard:work.repliedAt')} <Instant at={item.unreadSince} as="relative" />
            </>
          )
        }
      />
      <WorkCard
        title={t('dashboard:work.waiting')}
        list={data?.waiting}
        none={t('dashboard:work.waitingNone')}
        beside={(item) => <StateMark state={item.state} quiet />}
        all={
          <AnchorLink to="/activities" search={{ view: 'mine' }}>
            {t('dashboard:work.all')}
          </AnchorLink>
        }
      />
      <WorkCard
        title={t('dashboard:work.unassigned')}
        list={data?.unassigned}
        none={t(me.teams.length > 0 ? 'dashboard:work.unassignedNone' : 'dashboard:work.noTeams')}
        beside={(item) => item.team?.name}
        all={
          <AnchorLink to="/activities" search={{ view: 'unassigned' }}>
            {t('dashboard:work.all')}
          </AnchorLink>
        }
      />
      <PackageSections sections={sections} kept />
    </section>
  );
}

interface WorkCardProps {
  readonly title: string;
  readonly list: WorkList | undefined;
  readonly none: string;
  beside(item: WorkItem): ReactNode;
  readonly all?: ReactNode;
}

function WorkCard({ title, list, none, beside, all }: WorkCardProps) {
  const { t } = useTranslation(['console', 'dashboard']);
  const more = (list?.total ?? 0) - (list?.items.length ?? 0);
  return (
    <Card title={title} aside={list && <span className={classes.count}>{list.total}</span>}>
      {!list && <Skeleton height={96} />}
      {list?.total === 0 && <p className="dimmed">{none}</p>}
      <ul className={classes.items}>
        {list?.items.map((item) => (
          <li key={item.id}>
            <Link to="/activities/$activity" params={{ activity: item.id }} className={classes.item ?? ''}>
              <span className={classes.subject} dir="auto">
                {item.subject}
              </span>
              <span className={classes.foot}>
                {item.priority > 1 && <PriorityMark priority={item.priority} short />}
                <span>{item.number}</span>
                {item.initiator && <span className="one-line">{item.initiator.name}</span>}
                <span className={classes.beside}>{beside(item)}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {more > 0 && (
        <p className={classes.more}>
          {t('dashboard:work.more', { count: more })} {all}
        </p>
      )}
    </Card>
  );
}

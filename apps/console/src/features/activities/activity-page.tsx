import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card.tsx';
import { AnchorLink } from '../../ui/link-parts.tsx';
import { NotThere } from '../../ui/not-there.tsx';
import { Page } from '../../ui/page.tsx';
import { TwoColumns } from '../../ui/two-columns.tsx';
import { Composer } from '../journal/composer.tsx';
import { JournalTimeline } from '../journal/journal-timeline.tsx';
import { useSeen } from '../notifications/use-seen.ts';
import { Panels } from '../packages/panels.tsx';
import { activityOffersQuery, activityQuery } from './activities-api.ts';
import { ActivityActions } from './activity-actions.tsx';
import { ActivityFacts } from './activity-facts.tsx';
import { ActivityFiles } from './activity-files.tsx';
import { KindMark, StateMark } from './activity-looks.tsx';
import { EditActivityButton } from './edit-activity.tsx';
import { LinkedAssets } from './linked-assets.tsx';
import { useMarkRead } from './use-mark-read.ts';

const route = getRouteApi('/signed-in/activities/$activity');

/** One activity with everything on it. */
export function ActivityPage() {
  const { t } = useTranslation();
  const { activity: id } = route.useParams();
  const { data: activity, error, refetch } = useQuery(activityQuery(id));
  const offers = useQuery(activityOffersQuery(id));
  useSeen(id);
  useMarkRead(id, activity?.updatedAt);
  const back = (
    <AnchorLink to="/activities" inherit>
      {t('activities.title')}
    </AnchorLink>
  );
  if (error && !activity) return <NotThere error={error} back={back} onRetry={() => void refetch()} />;
  if (!activity) return <ActivitySkeleton above={back} />;
  return (
    <Page
      title={activity.subject}
      above={
        <>
          {back} / {activity.number}
        </>
      }
      beside={<StateMark state={activity.state} />}
      actions={<EditActivityButton activity={activity} />}
    >
      <ActivityActions activity={activity} offers={offers.data} />
      <TwoColumns
        sideLast
        main={
          <>
            <Card title={t('activity.field.description')}>
              <p className="pre-line" dir="auto">
                {activity.description || <span className="dimmed">{t('activity.noDescription')}</span>}
              </p>
              {activity.solution && (
                <>
                  <h3>{t('activity.field.solution')}</h3>
                  <p className="pre-line" dir="auto">
                    {activity.solution}
                  </p>
                </>
              )}
            </Card>
            {offers.data && <Panels panels={offers.data.panels} subject={{ type: 'activity', id }} />}
            <Card title={t('journal.title')}>
              <Composer activityId={id} />
              <JournalTimeline activityId={id} />
            </Card>
          </>
        }
        side={
          <>
            <Card title={t('activity.details')} aside={<KindMark kind={activity.kind} />}>
              <ActivityFacts activity={activity} withAssets={false} />
            </Card>
            <ActivityFiles activity={activity} />
            <LinkedAssets activity={activity} />
          </>
        }
      />
    </Page>
  );
}

function ActivitySkeleton({ above }: { above: ReactNode }) {
  const { t } = useTranslation();
  return (
    <Page pending title={t('common.loading')} above={above}>
      <Skeleton height={34} radius="md" />
      <TwoColumns
        sideLast
        main={
          <>
            <Skeleton height={140} radius="lg" />
            <Skeleton height={360} radius="lg" />
          </>
        }
        side={<Skeleton height={280} radius="lg" />}
      />
    </Page>
  );
}

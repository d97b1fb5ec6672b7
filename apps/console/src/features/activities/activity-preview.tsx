import { IconArrowUpRight, IconInbox } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../ui/empty.tsx';
import { ButtonLink } from '../../ui/link-parts.tsx';
import { PendingPreview, Preview, PreviewSection } from '../../ui/preview.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { JournalTimeline } from '../journal/journal-timeline.tsx';
import { Panels } from '../packages/panels.tsx';
import { activityOffersQuery, activityQuery } from './activities-api.ts';
import { ActivityActions } from './activity-actions.tsx';
import { ActivityFacts } from './activity-facts.tsx';
import { KindMark, StateMark } from './activity-looks.tsx';

/** What one wants to know and do before deciding whether to open an activity. */
export default function ActivityPreview({ id }: { id: string | undefined }) {
  const { t } = useTranslation();
  if (!id)
    return (
      <Empty icon={<IconInbox size={22} />} title={t('activities.choose')} text={t('activities.keys')} />
    );
  return <LoadedPreview key={id} id={id} />;
}

function LoadedPreview({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data: activity, error, refetch } = useQuery(activityQuery(id));
  const offers = useQuery(activityOffersQuery(id));
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!activity) return <PendingPreview />;
  return (
    <Preview
      above={
        <>
          <KindMark kind={activity.kind} /> · {activity.number} <StateMark state={activity.state} />
        </>
      }
      title={activity.subject}
      open={
        <ButtonLink
          to="/activities/$activity"
          params={{ activity: id }}
          variant="default"
          size="xs"
          rightSection={<IconArrowUpRight size={14} />}
        >
          {t('common.open')}
        </ButtonLink>
      }
    >
      <ActivityActions activity={activity} offers={offers.data} small />
      <ActivityFacts activity={activity} />
      {activity.description && (
        <PreviewSection title={t('activity.field.description')}>
          <p className="pre-line" dir="auto">
            {activity.description}
          </p>
        </PreviewSection>
      )}
      {offers.data && <Panels panels={offers.data.panels} subject={{ type: 'activity', id }} />}
      <PreviewSection title={t('journal.title')}>
        <JournalTimeline activityId={id} short />
      </PreviewSection>
    </Preview>
  );
}

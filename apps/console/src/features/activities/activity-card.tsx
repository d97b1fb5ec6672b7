import type { ActivitySummary } from '@fernwart/contract';
import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Instant } from '../../ui/instant.tsx';
import { AnchorLink } from '../../ui/link-parts.tsx';
import classes from './activity-card.module.css';
import { KindMark, PriorityMark, StateMark } from './activity-looks.tsx';
import type { RowChoice } from './use-activity-columns.tsx';

interface Props {
  readonly activity: ActivitySummary;
  /** Left out: nothing can be done with several. */
  readonly choice?: RowChoice | undefined;
}

/** An activity where the list has no room for a table. */
export function ActivityCard({ activity, choice }: Props) {
  const { t } = useTranslation(['console', 'desk']);
  return (
    <article>
      <div className={classes.head}>
        <span className={classes.number}>
          {choice && (
            <Checkbox
              className={classes.choice ?? ''}
              aria-label={t('desk:bulk.select', { number: activity.number })}
              checked={choice.ids.has(activity.id)}
              onChange={() => choice.onToggle(activity.id)}
            />
          )}
          <KindMark kind={activity.kind} short />
          {activity.number}
          {activity.priority > 1 && <PriorityMark priority={activity.priority} short />}
        </span>
        <StateMark state={activity.state} />
      </div>
      <AnchorLink
        className={classes.subject ?? ''}
        to="/activities/$activity"
        params={{ activity: activity.id }}
        inherit
        dir="auto"
      >
        {activity.subject}
      </AnchorLink>
      <div className={classes.foot}>
        <span className="one-line">
          {[activity.initiator?.name, activity.responsible?.name ?? activity.team?.name]
            .filter(Boolean)
            .join(' → ')}
        </span>
        <Instant at={activity.updatedAt} as="relative" />
      </div>
    </article>
  );
}

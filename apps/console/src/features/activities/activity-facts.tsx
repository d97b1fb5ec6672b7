import type { Activity } from '@fernwart/contract';
import { useTranslation } from 'react-i18next';
import { Facts } from '../../ui/facts.tsx';
import { Instant } from '../../ui/instant.tsx';
import { AnchorLink } from '../../ui/link-parts.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { PriorityMark } from './activity-looks.tsx';

export function ActivityFacts({ activity, withAssets = true }: { activity: Activity; withAssets?: boolean }) {
  const { t } = useTranslation();
  const { initiator, responsible, team, priority, createdAt, updatedAt, closedAt, assets } = activity;
  return (
    <Facts
      facts={[
        {
          label: t('activity.field.initiator'),
          value: initiator ? <PersonName name={initiator.name} /> : '–',
        },
        {
          label: t('activity.field.responsible'),
          value: responsible ? <PersonName name={responsible.name} /> : t('activity.nobody'),
        },
        { label: t('activity.field.team'), value: team?.name ?? '–' },
        { label: t('activity.field.priority'), value: <PriorityMark priority={priority} /> },
        withAssets &&
          assets.length > 0 && {
            label: t('activity.field.assets'),
            value: assets.map(({ id, name }, index) => (
              <span key={id}>
                {index > 0 && ', '}
                <AnchorLink to="/assets/$asset" params={{ asset: id }} inherit>
                  {name}
                </AnchorLink>
              </span>
            )),
          },
        { label: t('activity.field.created'), value: <Instant at={createdAt} /> },
        { label: t('activity.field.updated'), value: <Instant at={updatedAt} /> },
        closedAt !== null && { label: t('activity.field.closed'), value: <Instant at={closedAt} /> },
      ]}
    />
  );
}

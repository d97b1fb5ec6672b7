import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/use-format.ts';
import { AnchorLink } from '../../ui/link-parts.tsx';
import { openActivitiesOf, openStates } from './open-activities.ts';

/** How many open activities somebody is responsible for; leads to them, where they can be forwarded together. */
export function OpenActivitiesLink({ person }: { person: string }) {
  const { t } = useTranslation(['console', 'administration']);
  const format = useFormat();
  const { data, error } = useQuery(openActivitiesOf(person));
  if (error) return '–';
  if (!data) return <Skeleton height={16} width={40} />;
  const { total } = data;
  if (total === 0) return t('administration:people.noOpenActivities');
  return (
    <AnchorLink to="/activities" search={{ responsible: person, states: openStates }}>
      {total === undefined
        ? t('administration:people.manyOpenActivities')
        : t('administration:people.openActivities', { count: total, number: format.number(total) })}
    </AnchorLink>
  );
}

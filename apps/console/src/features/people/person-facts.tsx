import type { Person } from '@fernwart/contract';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/use-format.ts';
import { Facts } from '../../ui/facts.tsx';
import { OpenActivitiesLink } from './open-activities-link.tsx';

export function PersonFacts({ person }: { person: Person }) {
  const { t } = useTranslation(['console', 'administration']);
  const format = useFormat();
  return (
    <Facts
      facts={[
        { label: t('people.login'), value: person.login ?? '–' },
        person.hasPassword !== null && {
          label: t('administration:people.password'),
          value: person.hasPassword
            ? t('administration:people.passwordSet')
            : t('administration:people.passwordMissing'),
        },
        { label: t('people.email'), value: person.email ?? '–' },
        { label: t('people.phone'), value: person.phone ?? '–' },
        { label: t('people.department'), value: person.department ?? '–' },
        { label: t('people.language'), value: t(`language.${person.language}`) },
        { label: t('administration:people.timeZone'), value: person.timeZone },
        {
          label: t('people.role'),
          value: format.list(person.roles.map((name) => t(`people.roles.${name}`))) || '–',
        },
        person.roles.includes('agent') && {
          label: t('activity.field.responsible'),
          value: <OpenActivitiesLink person={person.id} />,
        },
        { label: t('people.teams'), value: format.list(person.teams.map(({ name }) => name)) || '–' },
      ]}
    />
  );
}

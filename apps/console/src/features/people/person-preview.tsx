import { Skeleton } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/use-format.ts';
import { Empty } from '../../ui/empty.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Preview } from '../../ui/preview.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { personQuery } from './people-api.ts';

export function PersonPreview({ id }: { id: string | undefined }) {
  const { t } = useTranslation();
  if (!id) return <Empty icon={<IconUsers size={22} />} title={t('people.choose')} />;
  return <LoadedPerson key={id} id={id} />;
}

function LoadedPerson({ id }: { id: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: person, error, refetch } = useQuery(personQuery(id));
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!person) {
    return (
      <Preview title={<Skeleton height={20} width="60%" />}>
        <Skeleton height={180} />
      </Preview>
    );
  }
  return (
    <Preview above={person.active ? t('people.active') : t('people.inactive')} title={person.name}>
      <Facts
        facts={[
          { label: t('people.login'), value: person.login ?? '–' },
          { label: t('people.email'), value: person.email ?? '–' },
          { label: t('people.phone'), value: person.phone ?? '–' },
          { label: t('people.department'), value: person.department ?? '–' },
          { label: t('people.language'), value: t(`language.${person.language}`) },
          {
            label: t('people.role'),
            value: format.list(person.roles.map((name) => t(`people.roles.${name}`))) || '–',
          },
          { label: t('people.teams'), value: format.list(person.teams.map(({ name }) => name)) || '–' },
        ]}
      />
    </Preview>
  );
}

import { IconArrowUpRight, IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../ui/empty.tsx';
import { ButtonLink } from '../../ui/link-parts.tsx';
import { PendingPreview, Preview } from '../../ui/preview.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { personQuery } from './people-api.ts';
import { PersonActions } from './person-actions.tsx';
import { PersonFacts } from './person-facts.tsx';

export function PersonPreview({ id }: { id: string | undefined }) {
  const { t } = useTranslation();
  if (!id) return <Empty icon={<IconUsers size={22} />} title={t('people.choose')} />;
  return <LoadedPerson key={id} id={id} />;
}

function LoadedPerson({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data: person, error, refetch } = useQuery(personQuery(id));
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!person) return <PendingPreview />;
  return (
    <Preview
      above={person.active ? t('people.active') : t('people.inactive')}
      title={person.name}
      open={
        <ButtonLink
          to="/administration/people/$person"
          params={{ person: id }}
          variant="default"
          size="xs"
          rightSection={<IconArrowUpRight size={14} />}
        >
          {t('common.open')}
        </ButtonLink>
      }
    >
      <PersonActions person={person} small />
      <PersonFacts person={person} />
    </Preview>
  );
}

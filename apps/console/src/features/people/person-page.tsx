import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card.tsx';
import { AnchorLink } from '../../ui/link-parts.tsx';
import { Mark } from '../../ui/mark.tsx';
import { NotThere } from '../../ui/not-there.tsx';
import { Page } from '../../ui/page.tsx';
import { personQuery } from './people-api.ts';
import { PersonActions } from './person-actions.tsx';
import { PersonFacts } from './person-facts.tsx';

const route = getRouteApi('/signed-in/administration/people/$person');

export function PersonPage() {
  const { t } = useTranslation();
  const { person: id } = route.useParams();
  const { data: person, error, refetch } = useQuery(personQuery(id));
  const back = (
    <AnchorLink to="/administration/people" inherit>
      {t('people.title')}
    </AnchorLink>
  );
  if (error && !person) return <NotThere error={error} back={back} onRetry={() => void refetch()} />;
  if (!person) {
    return (
      <Page pending title={t('common.loading')} above={back} narrow>
        <Skeleton height={280} radius="lg" />
      </Page>
    );
  }
  return (
    <Page
      title={person.name}
      above={back}
      beside={
        <Mark tone={person.active ? 'success' : 'neutral'} quiet>
          {person.active ? t('people.active') : t('people.inactive')}
        </Mark>
      }
      actions={<PersonActions person={person} />}
      narrow
    >
      <Card title={t('activity.details')}>
        <PersonFacts person={person} />
      </Card>
    </Page>
  );
}

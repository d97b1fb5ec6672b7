import { similarActivities } from '@fernwart/contract';
import { Anchor } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { request } from '../../app/api/request.ts';
import { StateMark } from './activity-looks.tsx';
import classes from './similar-activities.module.css';

/** Open activities that may be about the same, while one still writes; each opens beside, so that nothing written is lost. */
export function SimilarActivities({ text, initiatorId }: { text: string; initiatorId: string | null }) {
  const { t } = useTranslation(['console', 'desk']);
  const [asked] = useDebouncedValue(text.trim().slice(0, 500), 300);
  const { data } = useQuery({
    queryKey: ['activities', 'similar', asked, initiatorId],
    queryFn: ({ signal }) =>
      request('GET', '/activities/similar', similarActivities, {
        query: { text: asked, initiatorId: initiatorId ?? undefined },
        signal,
      }),
    enabled: asked.length > 2 || initiatorId !== null,
    placeholderData: keepPreviousData,
  });
  if (!data || data.items.length === 0) return null;
  return (
    <section className={classes.similar} aria-label={t('desk:caller.similar')}>
      <h3 className={classes.title}>{t('desk:caller.similar')}</h3>
      <p className="dimmed">{t('desk:caller.similarHelp')}</p>
      <ul className={classes.list}>
        {data.items.map(({ id, number, subject, state, initiator }) => (
          <li key={id} className={classes.item}>
            <Anchor
              href={`/activities/${id}`}
              target="_blank"
              rel="noopener"
              className={classes.subject ?? ''}
            >
              {number} <bdi>{subject}</bdi>
              <span className="visually-hidden"> {t('common.newTab')}</span>
            </Anchor>
            <span className={classes.more}>
              <StateMark state={state} quiet /> {initiator?.name}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

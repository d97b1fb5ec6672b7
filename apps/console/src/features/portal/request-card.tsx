import type { ActivitySummary } from '@fernwart/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Instant } from '../../ui/instant.tsx';
import { Mark } from '../../ui/mark.tsx';
import classes from './portal.module.css';
import { RequestState, useExplainedState } from './request-state.tsx';

/** One request in the list: what it is about, where it stands, and whether there is something new. */
export function RequestCard({ request, unread }: { request: ActivitySummary; unread: boolean }) {
  const { t } = useTranslation(['console', 'portal']);
  const explained = useExplainedState();
  return (
    <li>
      <Link
        to="/portal/activities/$activity"
        params={{ activity: request.id }}
        className={classes.request ?? ''}
      >
        <span className={classes.requestHead}>
          <span className={classes.subject} dir="auto">
            {request.subject}
          </span>
          <span className={classes.marks}>
            {unread && <Mark tone="warning">{t('portal:home.answer')}</Mark>}
            <RequestState state={request.state} />
          </span>
        </span>
        <span className={classes.explained}>{explained(request)}</span>
        <span className={classes.foot}>
          {request.number} · {t('portal:home.updated')} <Instant at={request.updatedAt} as="relative" />
        </span>
      </Link>
    </li>
  );
}

import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Instant } from '../../ui/instant.tsx';
import { AnchorLink, ButtonLink } from '../../ui/link-parts.tsx';
import { NotThere } from '../../ui/not-there.tsx';
import { Page } from '../../ui/page.tsx';
import { TwoColumns } from '../../ui/two-columns.tsx';
import { activityOffersQuery, activityQuery } from '../activities/activities-api.ts';
import { Panels } from '../packages/panels.tsx';
import { Conversation } from './conversation.tsx';
import { DeskHours } from './desk-hours.tsx';
import classes from './portal.module.css';
import { carer } from './portal-api.ts';
import { PortalFiles } from './portal-files.tsx';
import { RequestState, useExplainedState } from './request-state.tsx';

const route = getRouteApi('/signed-in/portal/activities/$activity');
const closedState = 204;

/** One request as the one who waits for it sees it: where it stands, the session, what was said. */
export function PortalActivityPage() {
  const { t } = useTranslation(['console', 'portal']);
  const { activity: id } = route.useParams();
  const { data: activity, error, refetch } = useQuery(activityQuery(id));
  const offers = useQuery(activityOffersQuery(id));
  const explained = useExplainedState();
  const back = (
    <AnchorLink to="/portal" inherit>
      {t('portal:activity.back')}
    </AnchorLink>
  );
  if (error && !activity) return <NotThere error={error} back={back} onRetry={() => void refetch()} />;
  if (!activity || offers.isPending) {
    return (
      <Page narrow="middle" pending title={t('common.loading')} above={back}>
        <Skeleton height={260} radius="lg" />
      </Page>
    );
  }
  const closed = activity.state === closedState;
  return (
    <Page
      narrow="middle"
      title={activity.subject}
      above={
        <>
          {back} / {activity.number}
        </>
      }
      beside={<RequestState state={activity.state} />}
      lead={explained(activity)}
    >
      <div className={classes.portal}>
        {offers.data && (
          <Panels panels={offers.data.panels} subject={{ type: 'activity', id }} place="portal" />
        )}
        <TwoColumns
          sideLast
          main={
            <>
              {activity.solution && (
                <Card title={t('portal:activity.solution')}>
                  <p className={`pre-line ${classes.text}`} dir="auto">
                    {activity.solution}
                  </p>
                </Card>
              )}
              <Conversation activityId={id} closed={closed} />
              <Card title={t('portal:activity.yourReport')}>
                <p className={`pre-line ${classes.text}`} dir="auto">
                  {activity.description || (
                    <span className="dimmed">{t('portal:activity.noDescription')}</span>
                  )}
                </p>
              </Card>
            </>
          }
          side={
            <>
              <Card>
                <Facts
                  facts={[
                    { label: t('portal:activity.number'), value: activity.number },
                    { label: t('portal:activity.reported'), value: <Instant at={activity.createdAt} /> },
                    {
                      label: t('portal:activity.handledBy'),
                      value: carer(activity) ?? t('portal:activity.nobodyYet'),
                    },
                    activity.assets.length > 0 && {
                      label: t('portal:activity.devices'),
                      value: activity.assets.map(({ name }) => name).join(', '),
                    },
                  ]}
                />
              </Card>
              <PortalFiles activityId={id} closed={closed} />
              {!closed && <DeskHours />}
              {closed && (
                <Card>
                  <p>{t('portal:activity.closedHint')}</p>
                  <ButtonLink to="/portal/report" variant="default" mt="sm">
                    {t('portal:activity.again')}
                  </ButtonLink>
                </Card>
              )}
            </>
          }
        />
      </div>
    </Page>
  );
}

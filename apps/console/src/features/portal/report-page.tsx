import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card.tsx';
import { AnchorLink } from '../../ui/link-parts.tsx';
import { Page } from '../../ui/page.tsx';
import { TwoColumns } from '../../ui/two-columns.tsx';
import { useMe } from '../people/use-me.ts';
import { DeskHours } from './desk-hours.tsx';
import classes from './portal.module.css';
import { ownAssetsQuery } from './portal-api.ts';
import { ReportForm } from './report-form.tsx';

const route = getRouteApi('/signed-in/portal/report');
const nextSteps = ['received', 'person', 'answer', 'session'] as const;

/** Few questions, and what becomes of the answers. */
export function ReportPage() {
  const { t } = useTranslation(['console', 'portal']);
  const me = useMe();
  const { asset } = route.useSearch();
  const { data: assets } = useQuery(ownAssetsQuery(me.id));
  return (
    <Page
      narrow="middle"
      title={t('portal:report.title')}
      lead={t('portal:report.lead')}
      above={
        <AnchorLink to="/portal" inherit>
          {t('portal:home.title')}
        </AnchorLink>
      }
    >
      <div className={classes.portal}>
        <TwoColumns
          sideLast
          main={
            <Card>
              <ReportForm personId={me.id} assets={assets?.items} chosenAsset={asset} />
            </Card>
          }
          side={
            <>
              <Card title={t('portal:report.next')}>
                <ol className={classes.next}>
                  {nextSteps.map((step) => (
                    <li key={step}>{t(`portal:report.nextSteps.${step}`)}</li>
                  ))}
                </ol>
              </Card>
              <DeskHours />
            </>
          }
        />
      </div>
    </Page>
  );
}

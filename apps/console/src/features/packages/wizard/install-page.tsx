import type { Inspection } from '@fernwart/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../ui/card.tsx';
import { AnchorLink } from '../../../ui/link-parts.tsx';
import { Page } from '../../../ui/page.tsx';
import { DetailsStep } from './details-step.tsx';
import { ProgressStep } from './progress-step.tsx';
import { UploadStep } from './upload-step.tsx';
import { WizardSteps } from './wizard-steps.tsx';

type Stand =
  | { readonly at: 'upload' }
  | { readonly at: 'details'; readonly inspection: Inspection }
  | { readonly at: 'progress'; readonly inspection: Inspection; readonly run: string };

const order = ['upload', 'details', 'progress'] as const;

/** Upload, look, install: nothing is installed before its details were shown. */
export function InstallPage() {
  const { t } = useTranslation(['console', 'wizard']);
  const [stand, setStand] = useState<Stand>({ at: 'upload' });
  const startOver = () => setStand({ at: 'upload' });
  return (
    <Page
      narrow
      title={t('packages.install')}
      above={
        <AnchorLink to="/administration/packages" inherit>
          {t('packages.title')}
        </AnchorLink>
      }
    >
      <WizardSteps current={order.indexOf(stand.at)} labels={order.map((step) => t(`wizard:step.${step}`))} />
      <Card>
        {stand.at === 'upload' && (
          <UploadStep onInspected={(inspection) => setStand({ at: 'details', inspection })} />
        )}
        {stand.at === 'details' && (
          <DetailsStep
            inspection={stand.inspection}
            onStarted={(run) => setStand({ at: 'progress', inspection: stand.inspection, run })}
            onOther={startOver}
          />
        )}
        {stand.at === 'progress' && (
          <ProgressStep inspection={stand.inspection} run={stand.run} onAgain={startOver} />
        )}
      </Card>
    </Page>
  );
}

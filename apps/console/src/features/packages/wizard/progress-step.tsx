import { type Inspection, installationStages } from '@fernwart/contract';
import { Button, Group, Skeleton } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { touch } from '../../../app/live/touch.ts';
import { NoticeBlock } from '../../../blocks/notice-block.tsx';
import { StepsBlock } from '../../../blocks/steps-block.tsx';
import { currentLanguage } from '../../../i18n/language.ts';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { runQuery } from '../../automation/automation-api.ts';
import { failureText } from '../../automation/failure-text.ts';
import { RunLog } from '../../automation/run-log.tsx';
import { isOver } from '../../automation/run-states.ts';
import { stagesOf } from './stages-of.ts';
import classes from './wizard.module.css';

interface Props {
  readonly inspection: Inspection;
  readonly run: string;
  onAgain(): void;
}

/** The four stages as they go, and how it ended. */
export function ProgressStep({ inspection, run: id, onAgain }: Props) {
  const { t } = useTranslation(['console', 'wizard']);
  const client = useQueryClient();
  const navigate = useNavigate();
  const {
    data: run,
    error,
    refetch,
  } = useQuery({
    ...runQuery(id),
    // An installation changes the very server that tells of it: live events alone are not relied on.
    refetchInterval: ({ state }) => (state.data && isOver(state.data.state) ? false : 1_500),
  });
  const name = inspection.name[currentLanguage()];
  async function finish(): Promise<void> {
    await navigate({ to: '/administration/packages', search: { selected: inspection.id } });
    await touch(client, 'packages');
  }
  if (error && !run) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!run) return <Skeleton height={220} />;
  const stages = stagesOf(run);
  return (
    <div className={classes.stack}>
      <StepsBlock
        block={{
          type: 'steps',
          label: t('wizard:stages'),
          steps: installationStages.map((stage) => ({
            title: t(`wizard:stage.${stage}`),
            state: stages[stage],
          })),
        }}
      />
      <div aria-live="polite">
        {run.state === 'succeeded' && (
          <NoticeBlock
            block={{
              tone: 'success',
              text: t('wizard:installed', { name, version: inspection.version }),
            }}
          />
        )}
        {run.state === 'failed' && (
          <NoticeBlock
            block={{
              tone: 'danger',
              title: t('wizard:failed'),
              text: [failureText(run), t('wizard:rolledBack')].filter(Boolean).join('\n'),
            }}
          />
        )}
      </div>
      <RunLog run={run} />
      <Group>
        <Button disabled={run.state !== 'succeeded'} onClick={() => void finish()}>
          {t('wizard:finish')}
        </Button>
        {run.state === 'failed' && (
          <Button variant="default" onClick={onAgain}>
            {t('wizard:again')}
          </Button>
        )}
      </Group>
    </div>
  );
}

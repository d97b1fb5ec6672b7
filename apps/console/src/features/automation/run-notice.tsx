import { Loader } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheckFilled } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { AnchorLink } from '../../ui/link-parts.tsx';
import { runQuery } from './automation-api.ts';
import { failureText } from './failure-text.ts';
import classes from './run-notice.module.css';
import { isOver } from './run-states.ts';

interface Props {
  readonly run: string;
  /** What the action said when it started the run. */
  readonly text: string | undefined;
  /** Called once it has ended, with the time for which the result should stay. */
  onOver(milliseconds: number): void;
}

export function RunNotice({ run, text, onOver }: Props) {
  const { t } = useTranslation();
  const { data, error } = useQuery(runQuery(run));
  const over = error !== null || (data !== undefined && isOver(data.state));
  const failed = data?.state === 'failed';
  useEffect(() => {
    if (over) onOver(failed ? 20_000 : 6_000);
    // The end of a run is told once.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [over]);
  return (
    <div className={classes.notice}>
      {!over && <Loader size={16} aria-hidden="true" />}
      {over && failed && <IconAlertTriangle size={18} className={classes.failed} aria-hidden="true" />}
      {over && !failed && <IconCircleCheckFilled size={18} className={classes.done} aria-hidden="true" />}
      <div>
        <div>{data && over ? t(`run.state.${data.state}`) : (text ?? t('run.started'))}</div>
        {failed && <div className={classes.reason}>{failureText(data)}</div>}
        {data && (
          <AnchorLink to="/administration/runs/$run" params={{ run }} size="sm">
            {t('run.show')}
          </AnchorLink>
        )}
      </div>
    </div>
  );
}

import type { RunDetail } from '@fernwart/contract';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Instant } from '../../ui/instant.tsx';
import classes from './run-log.module.css';
import { isOver } from './run-states.ts';

/** The lines of a run as they come; stays at the end while one has not scrolled away from it. */
export function RunLog({ run }: { run: Pick<RunDetail, 'log' | 'state'> }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const lines = run.log.length;
  useEffect(() => {
    const element = box.current;
    if (element && follows.current && lines > 0) element.scrollTop = element.scrollHeight;
  }, [lines]);
  function onScroll(): void {
    const element = box.current;
    if (element) follows.current = element.scrollHeight - element.scrollTop - element.clientHeight < 24;
  }
  return (
    <div
      className={classes.box}
      ref={box}
      onScroll={onScroll}
      role="log"
      aria-label={t('run.log')}
      // A scrolled log is read by keyboard as well.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      {run.log.map((line) => (
        <div key={line.seq} className={classes.line} data-level={line.level}>
          <span className={classes.time}>
            <Instant at={line.at} as="seconds" />
          </span>
          <span className={classes.text}>
            {line.level !== 'info' && <strong>{t(`run.level.${line.level}`)}: </strong>}
            {line.text}
          </span>
        </div>
      ))}
      {!isOver(run.state) && (
        <div className={classes.going}>
          <span className={classes.cursor} aria-hidden="true" />
          {t(run.state === 'running' ? 'run.goesOn' : 'run.waits')}
        </div>
      )}
      {isOver(run.state) && lines === 0 && <div className={classes.going}>{t('run.noLog')}</div>}
    </div>
  );
}

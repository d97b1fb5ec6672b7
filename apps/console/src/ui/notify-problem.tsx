import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import i18next from 'i18next';
import { errorCode } from '../app/api/api-error.ts';
import classes from './problem-notice.module.css';
import { problemText } from './problem-text.ts';

/** Says what went wrong with something that was pressed; a stale version offers to reload what is shown. */
export function notifyProblem(error: unknown, reload?: () => void): void {
  const { title, detail, turn, requestId, fields } = problemText(error, i18next.t);
  const id = crypto.randomUUID();
  const sentences = [detail === title ? undefined : detail, ...fields.map(({ message }) => message)];
  notifications.show({
    closeButtonProps: { 'aria-label': i18next.t('common.closeMessage') },
    id,
    color: 'red',
    title,
    autoClose: 12_000,
    role: 'alert',
    message: (
      <>
        {sentences.filter(Boolean).map((sentence) => (
          <p key={sentence} className={classes.line}>
            {sentence}
          </p>
        ))}
        <p className={classes.turn}>{i18next.t(`problem.turn.${turn}`)}</p>
        <div className={classes.foot}>
          {reload && errorCode(error) === 'stale_version' && (
            <Button
              size="xs"
              variant="default"
              onClick={() => {
                reload();
                notifications.hide(id);
              }}
            >
              {i18next.t('common.reload')}
            </Button>
          )}
          {requestId && (
            <span className={classes.request}>{i18next.t('problem.requestId', { id: requestId })}</span>
          )}
        </div>
      </>
    ),
  });
}

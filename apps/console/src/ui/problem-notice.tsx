import { Alert, Button, CopyButton, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { errorCode } from '../app/api/api-error.ts';
import classes from './problem-notice.module.css';
import { problemText } from './problem-text.ts';

interface Props {
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
  /** Field names that show their own message beside the field. */
  readonly shownFields?: readonly string[];
}

/** An error as a sentence: what happened, whose turn it is, and the request's id for whoever looks into the log. */
export function ProblemNotice({ error, onRetry, shownFields = [] }: Props) {
  const { t } = useTranslation();
  const { title, detail, turn, requestId, fields } = problemText(error, t);
  // Trying again changes nothing about what somebody may do.
  const isRefused = errorCode(error) === 'not_allowed';
  const rest = fields.filter(({ path, message }) => !shownFields.includes(path) && message !== detail);
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />} title={title} role="alert">
      {detail && detail !== title && <p className={classes.line}>{detail}</p>}
      {rest.length > 0 && (
        <ul className={classes.fields}>
          {rest.map(({ path, message }) => (
            <li key={`${path} ${message}`}>
              {path && <strong>{path}: </strong>}
              {message}
            </li>
          ))}
        </ul>
      )}
      <p className={classes.turn}>{isRefused ? t('problem.refused') : t(`problem.turn.${turn}`)}</p>
      <div className={classes.foot}>
        {onRetry && !isRefused && (
          <Button size="xs" variant="default" onClick={onRetry}>
            {errorCode(error) === 'stale_version' ? t('common.reload') : t('common.tryAgain')}
          </Button>
        )}
        {requestId && <RequestId id={requestId} />}
      </div>
    </Alert>
  );
}

function RequestId({ id }: { id: string }) {
  const { t } = useTranslation();
  return (
    <CopyButton value={id}>
      {({ copied, copy }) => (
        <UnstyledButton className={classes.request} onClick={copy}>
          {copied ? t('common.copied') : t('problem.requestId', { id })}
        </UnstyledButton>
      )}
    </CopyButton>
  );
}

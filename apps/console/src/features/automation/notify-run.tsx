import { notifications } from '@mantine/notifications';
import i18next from 'i18next';
import { RunNotice } from './run-notice.tsx';

/** Tells at the edge of the page how a run goes on, until it has ended. */
export function notifyRun(run: string, text: string | undefined): void {
  const id = `run-${run}`;
  notifications.show({
    closeButtonProps: { 'aria-label': i18next.t('common.closeMessage') },
    id,
    color: 'petrol',
    autoClose: false,
    role: 'status',
    message: (
      <RunNotice
        run={run}
        text={text}
        onOver={(milliseconds) => setTimeout(() => notifications.hide(id), milliseconds)}
      />
    ),
  });
}

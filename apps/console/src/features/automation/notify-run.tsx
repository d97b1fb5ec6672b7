import { notifications } from '@mantine/notifications';
import { RunNotice } from './run-notice.tsx';

/** Tells at the edge of the page how a run goes on, until it has ended. */
export function notifyRun(run: string, text: string | undefined): void {
  const id = `run-${run}`;
  notifications.show({
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

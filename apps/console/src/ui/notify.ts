import type { Tone } from '@fernwart/contract';
import { notifications } from '@mantine/notifications';
import i18next from 'i18next';
import { toneColor } from './tone.ts';

/** A short message at the edge of the page; what went wrong stays longer. */
export function notify(tone: Tone, message: string): void {
  const grave = tone === 'danger' || tone === 'warning';
  notifications.show({
    closeButtonProps: { 'aria-label': i18next.t('common.closeMessage') },
    color: toneColor[tone],
    message,
    autoClose: grave ? 12_000 : 5_000,
    role: grave ? 'alert' : 'status',
  });
}

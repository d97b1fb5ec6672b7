import { Button, Group } from '@mantine/core';
import { randomId } from '@mantine/hooks';
import { notifications, notificationsStore } from '@mantine/notifications';
import i18next from 'i18next';

/** Says what was done to an object, and takes it back while the message stands: until something else is done to it. */
export function notifyUndo(about: string, message: string, undoLabel: string, undo: () => void): void {
  withdrawUndo(about);
  const id = notifications.show({
    id: `${about} ${randomId()}`,
    closeButtonProps: { 'aria-label': i18next.t('common.closeMessage') },
    message: (
      <Group justify="space-between" gap="sm">
        {message}
        <Button
          size="xs"
          variant="default"
          onClick={() => {
            notifications.hide(id);
            undo();
          }}
        >
          {undoLabel}
        </Button>
      </Group>
    ),
    autoClose: 20_000,
    role: 'status',
  });
}

/** Takes away the messages that offer to take back what can no longer be: the object has changed since. */
export function withdrawUndo(about: string): void {
  const { notifications: shown, queue } = notificationsStore.getState();
  for (const { id } of [...shown, ...queue]) if (id?.startsWith(`${about} `)) notifications.hide(id);
}

import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import i18next from 'i18next';

/** Says what was done, and takes it back while the message stands. */
export function notifyUndo(message: string, undoLabel: string, undo: () => void): void {
  const id = notifications.show({
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

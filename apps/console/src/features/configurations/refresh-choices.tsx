import type { ActionView, Subject } from '@fernwart/contract';
import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useInvoke } from '../packages/use-invoke.ts';

/** Has the package read anew what a field can be chosen from, by the action that does so. */
export function RefreshChoices({ action, subject }: { action: ActionView; subject: Subject }) {
  const [packageId = '', name = ''] = action.id.split('/');
  const { invoke, busy } = useInvoke({ packageId, action: name, subject });
  return (
    <Button
      mt={6}
      size="compact-xs"
      variant="light"
      leftSection={<IconRefresh size={13} />}
      loading={busy}
      onClick={() => invoke({ input: {}, confirm: undefined, title: action.title, danger: false })}
    >
      {action.title}
    </Button>
  );
}

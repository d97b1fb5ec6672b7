import type { Person } from '@fernwart/contract';
import { Button, Group } from '@mantine/core';
import { IconMailForward, IconPencil, IconUserCheck, IconUserOff } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { touch } from '../../app/live/touch.ts';
import { askToConfirm } from '../../ui/ask-to-confirm.ts';
import { notify } from '../../ui/notify.ts';
import { notifyProblem } from '../../ui/notify-problem.tsx';
import { notifyUndo, withdrawUndo } from '../../ui/notify-undo.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { openActivitiesOf } from './open-activities.ts';
import { updatePerson } from './people-administration-api.ts';
import { PersonDialog } from './person-dialog.tsx';
import { useMe } from './use-me.ts';

/** What an administrator does with a person. */
export function PersonActions({ person, small = false }: { person: Person; small?: boolean }) {
  const { t } = useTranslation(['console', 'administration']);
  const client = useQueryClient();
  const me = useMe();
  const [opened, setOpened] = useState<'edit' | 'invite' | null>(null);
  const { id, name, version, active, login } = person;
  const isOther = me.id !== id;
  const size = small ? 'xs' : 'sm';
  const change = useMutation({
    mutationFn: (next: { active: boolean; version: number }) => updatePerson(id, next),
    onSuccess: async (saved, next) => {
      if (next.active) {
        withdrawUndo(id);
        notify('success', t('administration:people.reactivated', { name }));
      } else
        notifyUndo(
          id,
          t('administration:people.deactivated', { name }),
          t('administration:people.undoDeactivate'),
          () => change.mutate({ active: true, version: saved.version }),
        );
      await touch(client, 'people');
    },
    onError: async (error) => {
      notifyProblem(error);
      await touch(client, 'people');
    },
  });
  /** What somebody else has to take up; the question is asked without it when nobody can say. */
  async function whatLiesWith(): Promise<string> {
    const open = await client
      .fetchQuery({ ...openActivitiesOf(id), staleTime: 0, retry: false })
      .catch(() => null);
    if (!open || open.total === 0) return '';
    return t('administration:people.deactivateOpen', {
      count: open.total ?? 2,
      activities:
        open.total === undefined
          ? t('administration:people.manyOpenActivities')
          : t('administration:people.openActivities', { count: open.total, number: open.total }),
    });
  }
  async function deactivate(): Promise<void> {
    const confirmed = await askToConfirm({
      title: t('administration:people.deactivateIt', { name }),
      text: [await whatLiesWith(), t('administration:people.deactivateText')].filter(Boolean).join('\n\n'),
      yes: t('administration:people.deactivate'),
      no: t('common.cancel'),
      danger: true,
    });
    if (confirmed) change.mutate({ active: false, version });
  }
  return (
    <Group gap="xs">
      <Button
        variant="default"
        size={size}
        leftSection={<IconPencil size={15} />}
        aria-haspopup="dialog"
        onClick={() => setOpened('edit')}
      >
        {t('common.edit')}
      </Button>
      {active && isOther && login !== null && (
        <Button
          variant="default"
          size={size}
          leftSection={<IconMailForward size={15} />}
          aria-haspopup="dialog"
          onClick={() => setOpened('invite')}
        >
          {t('administration:people.invite')}
        </Button>
      )}
      {isOther && (
        <Button
          variant="default"
          size={size}
          leftSection={active ? <IconUserOff size={15} /> : <IconUserCheck size={15} />}
          loading={change.isPending}
          aria-haspopup={active ? 'dialog' : undefined}
          onClick={() => (active ? void deactivate() : change.mutate({ active: true, version }))}
        >
          {active ? t('administration:people.deactivate') : t('administration:people.reactivate')}
        </Button>
      )}
      {opened === 'edit' && (
        <PersonDialog person={person} onClose={() => setOpened(null)} onSaved={() => undefined} />
      )}
      {opened === 'invite' && <InviteDialog person={person} onClose={() => setOpened(null)} />}
    </Group>
  );
}

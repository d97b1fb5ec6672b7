import { Button, Group, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog.tsx';
import { emptyTarget, ForwardTarget, targetOf } from './forward-target.tsx';

interface Props {
  readonly busy: boolean;
  onClose(): void;
  onForward(to: { personId?: string; teamId?: string; note?: string }): void;
}

/** Passes several activities to one person or team, with one note. */
export default function ForwardManyDialog({ busy, onClose, onForward }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('activity.transition.forward')} onClose={onClose}>
      <Form busy={busy} onClose={onClose} onForward={onForward} />
    </Dialog>
  );
}

function Form({ busy, onClose, onForward }: Props) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(emptyTarget);
  const target = targetOf(draft);
  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    if (target) onForward(target);
  }
  return (
    <form onSubmit={onSubmit}>
      <Stack gap="md">
        <ForwardTarget draft={draft} onChange={setDraft} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={busy} disabled={!target}>
            {t('activity.transition.forward')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

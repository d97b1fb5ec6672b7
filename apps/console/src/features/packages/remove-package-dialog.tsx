import type { InstalledPackage, removePackageBody } from '@fernwart/contract';
import { Button, Group, Modal, Radio, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { command } from '../../app/api/request.ts';
import { touch } from '../../app/live/touch.ts';
import { currentLanguage } from '../../i18n/language.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';

interface Props {
  readonly opened: boolean;
  readonly item: InstalledPackage;
  onClose(): void;
}

/** Removing asks whether the data stay; deleting them asks for the package's name. */
export function RemovePackageDialog({ opened, item, onClose }: Props) {
  const { t } = useTranslation();
  const name = item.name[currentLanguage()];
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('packages.removeIt', { name })}
      closeButtonProps={{ 'aria-label': t('common.closeDialog') }}
    >
      {opened && <RemoveForm item={item} name={name} onClose={onClose} />}
    </Modal>
  );
}

function RemoveForm({ item, name, onClose }: Omit<Props, 'opened'> & { name: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [data, setData] = useState<'keep' | 'delete'>('keep');
  const [confirmName, setConfirmName] = useState('');
  const remove = useMutation({
    mutationFn: () => {
      const body: z.input<typeof removePackageBody> = data === 'keep' ? { data } : { data, confirmName };
      return command('POST', `/packages/${item.id}/removal`, { body });
    },
    onSuccess: async () => {
      onClose();
      await touch(client, 'packages');
    },
  });
  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    remove.mutate();
  }
  return (
    <form onSubmit={onSubmit}>
      <Stack gap="md">
        <Radio.Group value={data} onChange={(value) => setData(value === 'delete' ? 'delete' : 'keep')}>
          <Stack gap="sm">
            <Radio value="keep" label={t('packages.keepData')} description={t('packages.keepDataHelp')} />
            <Radio
              value="delete"
              label={t('packages.deleteData')}
              description={t('packages.deleteDataHelp')}
            />
          </Stack>
        </Radio.Group>
        {data === 'delete' && (
          <TextInput
            label={t('packages.confirmName', { name })}
            value={confirmName}
            autoComplete="off"
            onChange={(event) => setConfirmName(event.currentTarget.value)}
          />
        )}
        {remove.error && <ProblemNotice error={remove.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            type="submit"
            color="red"
            loading={remove.isPending}
            disabled={data === 'delete' && confirmName.trim() !== name}
          >
            {t('packages.remove')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

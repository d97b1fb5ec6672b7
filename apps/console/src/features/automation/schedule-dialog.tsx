import type { EngineActivation } from '@fernwart/contract';
import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { touch } from '../../app/live/touch.ts';
import { NoChoice } from '../../ui/no-choice.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { changeEngineActivation } from './automation-api.ts';

interface Props {
  readonly opened: boolean;
  readonly activation: EngineActivation;
  onClose(): void;
}

/** The local time of day and its zone. */
export function ScheduleDialog({ opened, activation, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('engineActivations.changeSchedule')}
      closeButtonProps={{ 'aria-label': t('common.closeDialog') }}
    >
      {opened && <ScheduleForm activation={activation} onClose={onClose} />}
    </Modal>
  );
}

function ScheduleForm({ activation, onClose }: Omit<Props, 'opened'>) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [localTime, setLocalTime] = useState(activation.localTime);
  const [timeZone, setTimeZone] = useState(activation.timeZone);
  const save = useMutation({
    mutationFn: () => changeEngineActivation(activation.package, activation.name, { localTime, timeZone }),
    onSuccess: async () => {
      onClose();
      await touch(client, 'runs');
    },
  });
  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    save.mutate();
  }
  return (
    <form onSubmit={onSubmit}>
      <Stack gap="md">
        <TextInput
          data-autofocus
          type="time"
          label={t('engineActivations.localTime')}
          value={localTime}
          required
          onChange={(event) => setLocalTime(event.currentTarget.value)}
        />
        <Select
          label={t('profile.timeZone')}
          data={[...new Set([timeZone, ...Intl.supportedValuesOf('timeZone')])]}
          value={timeZone}
          onChange={(zone) => setTimeZone(zone ?? timeZone)}
          allowDeselect={false}
          searchable
          limit={60}
          nothingFoundMessage={<NoChoice text={t('common.nothingFound')} />}
        />
        {save.error && <ProblemNotice error={save.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={!localTime}>
            {t('common.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

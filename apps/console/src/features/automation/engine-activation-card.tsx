import type { EngineActivation, Tone } from '@fernwart/contract';
import { Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCalendarClock, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { touch } from '../../app/live/touch.ts';
import { Card } from '../../ui/card.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Instant } from '../../ui/instant.tsx';
import { Mark } from '../../ui/mark.tsx';
import { notifyProblem } from '../../ui/notify-problem.tsx';
import { useMe } from '../people/use-me.ts';
import { activate, changeEngineActivation } from './automation-api.ts';
import { LastRun } from './last-run.tsx';
import { notifyRun } from './notify-run.tsx';
import { ScheduleDialog } from './schedule-dialog.tsx';

const tones: Record<EngineActivation['state'], Tone> = {
  not_activated: 'neutral',
  active: 'success',
  paused: 'warning',
};

/** One engine activation: run it now, and, from its first run on, by its schedule. */
export function EngineActivationCard({ activation }: { activation: EngineActivation }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const mayChange = useMe().roles.includes('administrator');
  const [scheduling, schedule] = useDisclosure(false);
  const settled = {
    onError: (error: unknown) => notifyProblem(error),
    onSettled: () => touch(client, 'runs'),
  };
  const start = useMutation({
    mutationFn: () => activate(activation.package, activation.name),
    onSuccess: ({ run }) => notifyRun(run, undefined),
    ...settled,
  });
  const pause = useMutation({
    mutationFn: () =>
      changeEngineActivation(activation.package, activation.name, { paused: activation.state === 'active' }),
    ...settled,
  });
  const started = activation.state !== 'not_activated';
  return (
    <Card
      title={activation.name}
      aside={<Mark tone={tones[activation.state]}>{t(`engineActivations.state.${activation.state}`)}</Mark>}
    >
      <Facts
        wide
        facts={[
          { label: t('engineActivations.workflows'), value: activation.workflows.join(', ') },
          {
            label: t('engineActivations.schedule'),
            value: t('engineActivations.daily', { time: activation.localTime, zone: activation.timeZone }),
          },
          {
            label: t('engineActivations.next'),
            value: activation.nextRunAt ? (
              <Instant at={activation.nextRunAt} />
            ) : (
              t('engineActivations.notPlanned')
            ),
          },
          { label: t('runs.last'), value: <LastRun run={activation.lastRun} /> },
        ]}
      />
      {mayChange && (
        <Group gap="xs" mt="md">
          <Button
            leftSection={<IconPlayerPlay size={16} />}
            loading={start.isPending}
            onClick={() => start.mutate()}
          >
            {t('engineActivations.activate')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconCalendarClock size={16} />}
            aria-haspopup="dialog"
            onClick={schedule.open}
          >
            {t('engineActivations.changeSchedule')}
          </Button>
          {started && (
            <Button
              variant="default"
              loading={pause.isPending}
              leftSection={<IconPlayerPause size={16} />}
              onClick={() => pause.mutate()}
            >
              {activation.state === 'active' ? t('engineActivations.pause') : t('engineActivations.goOn')}
            </Button>
          )}
          {!started && <span className="dimmed">{t('engineActivations.firstByHand')}</span>}
        </Group>
      )}
      <ScheduleDialog opened={scheduling} activation={activation} onClose={schedule.close} />
    </Card>
  );
}

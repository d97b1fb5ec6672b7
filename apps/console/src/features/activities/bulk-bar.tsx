import type { BulkBody, ListedActivity } from '@fernwart/contract';
import { Button, Select } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { touch } from '../../app/live/touch.ts';
import { notifyProblem } from '../../ui/notify-problem.tsx';
import { TransitionIcon } from './activity-looks.tsx';
import { type BulkResults, doInBulk } from './bulk-api.ts';
import classes from './bulk-bar.module.css';
import { BulkResult } from './bulk-result.tsx';

const ForwardManyDialog = lazy(() => import('./forward-many-dialog.tsx'));
const priorityNames = ['none', 'low', 'medium', 'high'] as const;

interface Props {
  readonly chosen: readonly ListedActivity[];
  /** Everything on this page. */
  onAll(): void;
  onClear(): void;
}
interface Done {
  readonly results: BulkResults;
  readonly before: readonly ListedActivity[];
  readonly body: BulkBody;
  /** It took something back: that is the end of it. */
  readonly undone: boolean;
}

/** What can be done with several activities at once, each for itself, and how it went. */
export default function BulkBar({ chosen, onAll, onClear }: Props) {
  const { t } = useTranslation(['console', 'desk']);
  const client = useQueryClient();
  const [forwarding, setForwarding] = useState(false);
  const [done, setDone] = useState<Done | null>(null);
  const run = useMutation({
    mutationFn: async (asked: Omit<Done, 'results'>) => ({ ...asked, results: await doInBulk(asked.body) }),
    onSuccess: async (finished) => {
      setDone(finished);
      setForwarding(false);
      onClear();
      await touch(client, 'activities');
    },
    onError: (error) => notifyProblem(error),
  });
  const act = (body: BulkBody) => run.mutate({ body, before: chosen, undone: false });
  const items = chosen.map(({ id, version }) => ({ id, version }));
  /** Each of those that changed, as it was: unless somebody else was there since. */
  function undo({ body, results, before }: Done): void {
    const changed = results.flatMap(({ id, version }) => {
      const was = before.find((each) => each.id === id);
      return was && version !== null ? [{ was, id, version }] : [];
    });
    run.mutate({ body: backTo(body.action, changed), before, undone: true });
  }
  if (chosen.length === 0)
    return (
      done && (
        <BulkResult
          results={done.results}
          before={done.before}
          busy={run.isPending}
          onUndo={done.undone ? undefined : () => undo(done)}
          onClose={() => setDone(null)}
        />
      )
    );
  return (
    <div className={classes.bar} role="group" aria-label={t('desk:bulk.bar')}>
      <strong aria-live="polite">{t('desk:bulk.chosen', { count: chosen.length })}</strong>
      <Button
        size="xs"
        leftSection={<TransitionIcon transition="take_over" />}
        loading={run.isPending && run.variables.body.action === 'take_over'}
        onClick={() => act({ action: 'take_over', items })}
      >
        {t('desk:bulk.takeOver')}
      </Button>
      <Button
        size="xs"
        variant="default"
        aria-haspopup="dialog"
        leftSection={<TransitionIcon transition="forward" />}
        onClick={() => setForwarding(true)}
      >
        {t('desk:bulk.forward')}
      </Button>
      <Select
        size="xs"
        w={150}
        aria-label={t('desk:bulk.priority')}
        placeholder={t('desk:bulk.priority')}
        value={null}
        data={priorityNames.map((name, value) => ({
          value: String(value),
          label: t(`activity.priority.${name}`),
        }))}
        onChange={(value) => {
          if (value === null) return;
          const priority = Number(value);
          act({ action: 'priority', items: items.map((item) => ({ ...item, priority })) });
        }}
      />
      <Button size="xs" variant="subtle" onClick={onAll}>
        {t('desk:bulk.selectAll')}
      </Button>
      <Button size="xs" variant="subtle" onClick={onClear}>
        {t('desk:bulk.clear')}
      </Button>
      <span className={classes.keys}>{t('desk:bulk.keys')}</span>
      <Suspense fallback={null}>
        {forwarding && (
          <ForwardManyDialog
            busy={run.isPending}
            onClose={() => setForwarding(false)}
            onForward={(target) => act({ action: 'forward', items, ...target })}
          />
        )}
      </Suspense>
    </div>
  );
}

interface Changed {
  readonly was: ListedActivity;
  readonly id: string;
  readonly version: number;
}

function backTo(action: BulkBody['action'], changed: readonly Changed[]): BulkBody {
  if (action === 'priority')
    return {
      action,
      items: changed.map(({ was: { priority }, id, version }) => ({ id, version, priority })),
    };
  return {
    action: 'put_back',
    items: changed.map(({ was: { state, responsible, team }, id, version }) => ({
      id,
      version,
      state,
      responsibleId: responsible?.id ?? null,
      teamId: team?.id ?? null,
    })),
  };
}

import type { Activity, ActivityOffers, Transition } from '@fernwart/contract';
import { Button, Skeleton } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../packages/action-button.tsx';
import { StillAsking } from '../packages/still-asking.tsx';
import classes from './activity-actions.module.css';
import { TransitionIcon } from './activity-looks.tsx';
import { useMove } from './use-move.ts';

const ForwardDialog = lazy(() => import('./forward-dialog.tsx'));
const NoteDialog = lazy(() => import('./note-dialog.tsx'));

interface Props {
  readonly activity: Activity;
  readonly offers: ActivityOffers | undefined;
  /** Smaller buttons, for the preview. */
  readonly small?: boolean;
}

/** Where one would like to say something with it. */
const withNote: readonly Transition[] = ['hold', 'solve', 'close', 'reopen'];
function asks(transition: Transition): boolean {
  return transition === 'forward' || withNote.includes(transition);
}
/** What is most likely to come next stands out. */
const likely: readonly Transition[] = ['accept', 'take_over', 'solve'];

/** What may be done with this activity now: the buttons come and go with its state, by live events. */
export function ActivityActions({ activity, offers, small = false }: Props) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<Transition | null>(null);
  const move = useMove(activity);
  if (!offers) return <Skeleton height={34} radius="md" />;
  const subject = { type: 'activity', id: activity.id } as const;
  const first = likely.find((transition) => offers.transitions.includes(transition));
  function press(transition: Transition): void {
    if (asks(transition)) setAsking(transition);
    else move.mutate({ transition });
  }
  const asked = asking && offers.transitions.includes(asking) ? asking : null;
  return (
    <div className={classes.actions} role="group" aria-label={t('activity.actions')} data-offers>
      {offers.transitions.map((transition) => (
        <Button
          key={transition}
          size={small ? 'xs' : 'sm'}
          variant={transition === first ? 'filled' : 'default'}
          leftSection={<TransitionIcon transition={transition} />}
          loading={move.isPending && move.variables.transition === transition}
          aria-haspopup={asks(transition) ? 'dialog' : undefined}
          onClick={() => press(transition)}
        >
          {t(`activity.transition.${transition}`)}
        </Button>
      ))}
      {offers.actions
        .toSorted((a, b) => a.position - b.position)
        .map((action) => (
          <ActionButton key={action.id} action={action} subject={subject} small={small} />
        ))}
      {!offers.isComplete && <StillAsking />}
      <Suspense fallback={null}>
        {asked === 'forward' && <ForwardDialog activity={activity} onClose={() => setAsking(null)} />}
        {asked && asked !== 'forward' && (
          <NoteDialog transition={asked} activity={activity} onClose={() => setAsking(null)} />
        )}
      </Suspense>
    </div>
  );
}

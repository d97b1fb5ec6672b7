import type { ActivityKind, ActivityState, Transition } from '@fernwart/contract';
import { Tooltip } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArrowForwardUp,
  IconCheck,
  IconCircleCheck,
  IconEqual,
  IconFlag3Filled,
  IconHandGrab,
  IconMinus,
  IconPlayerPause,
  IconRotate2,
  IconShoppingBag,
  IconSquareX,
  IconTicket,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Mark } from '../../ui/mark.tsx';
import classes from './activity-looks.module.css';

const stateTones = {
  200: 'info',
  201: 'violet',
  202: 'accent',
  203: 'warning',
  220: 'success',
  204: 'neutral',
} as const;

export function StateMark({ state, quiet = false }: { state: ActivityState; quiet?: boolean }) {
  const { t } = useTranslation();
  return (
    <Mark tone={stateTones[state]} quiet={quiet}>
      {t(`activity.state.s${state}`)}
    </Mark>
  );
}

const priorities = {
  0: { name: 'none', Icon: IconMinus },
  1: { name: 'low', Icon: IconMinus },
  2: { name: 'medium', Icon: IconEqual },
  3: { name: 'high', Icon: IconFlag3Filled },
} as const;

/** 0 without, 1 low, 2 medium, 3 high. */
export function PriorityMark({ priority, short = false }: { priority: number; short?: boolean }) {
  const { t } = useTranslation();
  const { name, Icon } = priorities[priority as keyof typeof priorities] ?? priorities[0];
  const label = t(`activity.priority.${name}`);
  const icon = <Icon size={14} aria-hidden="true" />;
  if (short) {
    return (
      <Tooltip label={t('activity.priorityIs', { priority: label })}>
        <span className={classes.priority} data-priority={name} role="img" aria-label={label}>
          {icon}
        </span>
      </Tooltip>
    );
  }
  return (
    <span className={classes.priority} data-priority={name}>
      {icon}
      {label}
    </span>
  );
}

const kindIcons = {
  incident: IconAlertTriangle,
  service_request: IconShoppingBag,
  ticket: IconTicket,
} as const;

export function KindMark({ kind, short = false }: { kind: ActivityKind; short?: boolean }) {
  const { t } = useTranslation();
  const Icon = kindIcons[kind];
  const label = t(`activity.kind.${kind}`);
  if (short) {
    return (
      <Tooltip label={label}>
        <span className={classes.kind} role="img" aria-label={label}>
          <Icon size={16} aria-hidden="true" />
        </span>
      </Tooltip>
    );
  }
  return (
    <span className={classes.kind}>
      <Icon size={16} aria-hidden="true" />
      {label}
    </span>
  );
}

const transitionIcons = {
  accept: IconCheck,
  take_over: IconHandGrab,
  hold: IconPlayerPause,
  solve: IconCircleCheck,
  close: IconSquareX,
  reopen: IconRotate2,
  forward: IconArrowForwardUp,
} as const satisfies Record<Transition, unknown>;

export function TransitionIcon({ transition }: { transition: Transition }) {
  const Icon = transitionIcons[transition];
  return <Icon size={16} aria-hidden="true" />;
}

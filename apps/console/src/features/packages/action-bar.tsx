import type { ActionView, Subject } from '@fernwart/contract';
import { useTranslation } from 'react-i18next';
import classes from './action-bar.module.css';
import { ActionButton } from './action-button.tsx';

interface Props {
  /** Undefined while they are on their way. */
  readonly actions: readonly ActionView[] | undefined;
  readonly subject: Subject;
  readonly small?: boolean;
}

/** The add-ons' buttons on something, in their order. */
export function ActionBar({ actions, subject, small = false }: Props) {
  const { t } = useTranslation();
  if (!actions || actions.length === 0) return null;
  return (
    <div className={classes.bar} role="group" aria-label={t('activity.actions')}>
      {actions
        .toSorted((a, b) => a.position - b.position)
        .map((action) => (
          <ActionButton key={action.id} action={action} subject={subject} small={small} />
        ))}
    </div>
  );
}

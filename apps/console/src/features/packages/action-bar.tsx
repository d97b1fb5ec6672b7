import type { AddonOffers, Subject } from '@fernwart/contract';
import { useTranslation } from 'react-i18next';
import classes from './action-bar.module.css';
import { ActionButton } from './action-button.tsx';
import { StillAsking } from './still-asking.tsx';

interface Props {
  /** Undefined while they are on their way. */
  readonly offers: AddonOffers | undefined;
  readonly subject: Subject;
  readonly small?: boolean;
}

/** The add-ons' buttons on something, in their order. */
export function ActionBar({ offers, subject, small = false }: Props) {
  const { t } = useTranslation();
  if (!offers || (offers.actions.length === 0 && offers.isComplete)) return null;
  return (
    <div className={classes.bar} role="group" aria-label={t('activity.actions')}>
      {offers.actions
        .toSorted((a, b) => a.position - b.position)
        .map((action) => (
          <ActionButton key={action.id} action={action} subject={subject} small={small} />
        ))}
      {!offers.isComplete && <StillAsking />}
    </div>
  );
}

import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './wizard-steps.module.css';

/** Where one is in the wizard. */
export function WizardSteps({ labels, current }: { labels: readonly string[]; current: number }) {
  const { t } = useTranslation(['console', 'wizard']);
  return (
    <ol className={classes.steps} aria-label={t('wizard:steps')}>
      {labels.map((label, index) => (
        <li
          key={label}
          className={classes.step}
          data-state={index < current ? 'done' : index === current ? 'current' : 'open'}
          aria-current={index === current ? 'step' : undefined}
        >
          <span className={classes.sign} aria-hidden="true">
            {index < current ? <IconCheck size={14} stroke={2.6} /> : index + 1}
          </span>
          <span className={classes.label}>{label}</span>
        </li>
      ))}
    </ol>
  );
}

import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CopyValue } from '../../ui/copy-value.tsx';
import classes from './suggestion.module.css';

interface Props {
  readonly value: string;
  readonly label: string;
  readonly used: boolean;
  onUse(): void;
}

/** A value that the package computes for a field, e.g. our callback address: to be taken, or to be copied elsewhere. */
export function Suggestion({ value, label, used, onUse }: Props) {
  const { t } = useTranslation();
  return (
    <div className={classes.suggestion}>
      <span className={classes.hint}>{t('configurations.suggested')}</span>
      <span className={classes.value}>{value}</span>
      <CopyValue value={value} label={label} />
      {used ? (
        <span className={classes.used}>
          <IconCheck size={14} aria-hidden="true" /> {t('configurations.suggestionUsed')}
        </span>
      ) : (
        <Button size="compact-xs" variant="light" onClick={onUse}>
          {t('configurations.useSuggestion')}
        </Button>
      )}
    </div>
  );
}

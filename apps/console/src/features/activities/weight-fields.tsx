import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './weight-fields.module.css';

export interface Weight {
  /** `0` to `3`. */
  readonly priority: string;
  /** Empty, or `1` to `3`. */
  readonly urgency: string;
  readonly impact: string;
}

const priorityNames = ['none', 'low', 'medium', 'high'] as const;
const levels = ['low', 'medium', 'high'] as const;

/** As the server weighs it: both high, or one with the other at least in the middle, is high; the lowest pairs are low. */
function priorityOf(urgency: string, impact: string): string {
  const sum = Number(urgency) + Number(impact);
  if (sum >= 5) return '3';
  return sum === 4 ? '2' : '1';
}

/** What is sent: both of what the priority follows from, or the priority that was chosen by itself. */
export function sentWeight({ priority, urgency, impact }: Weight) {
  if (urgency && impact) return { urgency: Number(urgency), impact: Number(impact) };
  return { priority: Number(priority) };
}

/** Urgency and impact make the priority; whoever knows better chooses it by itself. */
export function WeightFields({ value, onChange }: { value: Weight; onChange(value: Weight): void }) {
  const { t } = useTranslation(['console', 'desk']);
  const choices = levels.map((name, index) => ({
    value: String(index + 1),
    label: t(`desk:weight.level.${name}`),
  }));
  function weigh(change: Partial<Weight>): void {
    const next = { ...value, ...change };
    const follows = next.urgency && next.impact;
    onChange(follows ? { ...next, priority: priorityOf(next.urgency, next.impact) } : next);
  }
  return (
    <div className={classes.fields}>
      {(['urgency', 'impact'] as const).map((name) => (
        <Select
          key={name}
          label={t(`desk:weight.${name}`)}
          placeholder={t('desk:weight.unset')}
          value={value[name] || null}
          onChange={(level) => weigh({ [name]: level ?? '' })}
          data={choices}
          clearable
          clearButtonProps={{ 'aria-label': t('fields.clear') }}
        />
      ))}
      <Select
        label={t('activity.field.priority')}
        description={value.urgency && value.impact ? t('desk:weight.follows') : undefined}
        value={value.priority}
        onChange={(priority) => onChange({ urgency: '', impact: '', priority: priority ?? '1' })}
        allowDeselect={false}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data={priorityNames.map((name, index) => ({
          value: String(index),
          label: t(`activity.priority.${name}`),
        }))}
      />
    </div>
  );
}

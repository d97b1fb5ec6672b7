import type { OpenHours } from '@fernwart/contract';
import { ActionIcon, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './settings.module.css';

interface Props {
  readonly hours: readonly OpenHours[];
  readonly error: string | undefined;
  onChange(hours: OpenHours[]): void;
}

const days = [1, 2, 3, 4, 5, 6, 7] as const;

/** When the desk is there, day by day. */
export function HoursFields({ hours, error, onChange }: Props) {
  const { t, i18n } = useTranslation(['console', 'administration']);
  const nameOf = (day: number) =>
    // 2024-01-01 was a Monday; no time zone moves a date at noon.
    new Intl.DateTimeFormat(i18n.language, { weekday: 'long', timeZone: 'UTC' }).format(
      Date.UTC(2024, 0, day, 12),
    );
  function set(index: number, change: Partial<OpenHours>): void {
    onChange(hours.map((each, at) => (at === index ? { ...each, ...change } : each)));
  }
  function add(day: number): void {
    const last = hours
      .filter((each) => each.day === day)
      .toSorted((a, b) => a.until.localeCompare(b.until))
      .at(-1);
    onChange([
      ...hours,
      last ? { day, from: last.until, until: '24:00' } : { day, from: '08:00', until: '17:00' },
    ]);
  }
  return (
    <>
      <p className="dimmed">{t('administration:settings.hoursHelp')}</p>
      <ul className={classes.days}>
        {days.map((day) => {
          const name = nameOf(day);
          const own = hours.map((each, index) => ({ ...each, index })).filter((each) => each.day === day);
          return (
            <li key={day} className={classes.day}>
              <span className={classes.dayName}>{name}</span>
              <div className={classes.stretches}>
                {own.length === 0 && <span className="dimmed">{t('administration:settings.closed')}</span>}
                {own.map(({ index, from, until }) => (
                  <div key={index} className={classes.stretch}>
                    <Time
                      label={t('administration:settings.fromOn', { day: name })}
                      value={from}
                      onChange={(value) => set(index, { from: value })}
                    />
                    <span aria-hidden="true">–</span>
                    <Time
                      label={t('administration:settings.untilOn', { day: name })}
                      value={until}
                      onChange={(value) => set(index, { until: value })}
                    />
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={t('administration:settings.removeHours', { day: name })}
                      onClick={() => onChange(hours.filter((_each, at) => at !== index))}
                    >
                      <IconX size={16} />
                    </ActionIcon>
                  </div>
                ))}
              </div>
              <ActionIcon
                variant="default"
                size="lg"
                // After midnight the day has no more hours.
                disabled={own.some(({ until }) => until === '24:00')}
                aria-label={t('administration:settings.addHours', { day: name })}
                onClick={() => add(day)}
              >
                <IconPlus size={16} />
              </ActionIcon>
            </li>
          );
        })}
      </ul>
      {error && (
        <p className={classes.error} role="alert">
          {error}
        </p>
      )}
    </>
  );
}

function Time({ label, value, onChange }: { label: string; value: string; onChange(value: string): void }) {
  return (
    <TextInput
      aria-label={label}
      value={value}
      className={classes.time ?? ''}
      inputMode="numeric"
      placeholder="08:00"
      maxLength={5}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

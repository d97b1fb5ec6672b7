import type { ActivityState } from '@fernwart/contract';
import { Button, Checkbox, Popover, Stack } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from '../../ui/choice-filter.module.css';

interface Props {
  readonly chosen: readonly ActivityState[];
  readonly all: readonly ActivityState[];
  onChange(states: ActivityState[]): void;
}

/** Several states at once; none chosen means all. */
export function StatesFilter({ chosen, all, onChange }: Props) {
  const { t } = useTranslation();
  const name =
    chosen.length === 1 && chosen[0]
      ? t(`activity.state.s${chosen[0]}`)
      : chosen.length > 1
        ? t('activities.statesChosen', { count: chosen.length })
        : t('activity.field.state');
  return (
    <Popover position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          className={classes.button ?? ''}
          data-chosen={chosen.length > 0 || undefined}
          aria-label={chosen.length > 0 ? `${t('activity.field.state')}: ${name}` : name}
          rightSection={<IconChevronDown size={14} />}
        >
          {name}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('activity.field.state')}>
        <Checkbox.Group
          label={t('activity.field.state')}
          value={chosen.map(String)}
          onChange={(values) => onChange(all.filter((state) => values.includes(String(state))))}
        >
          <Stack gap={6} mt={6}>
            {all.map((state) => (
              <Checkbox key={state} value={String(state)} label={t(`activity.state.s${state}`)} />
            ))}
          </Stack>
        </Checkbox.Group>
      </Popover.Dropdown>
    </Popover>
  );
}

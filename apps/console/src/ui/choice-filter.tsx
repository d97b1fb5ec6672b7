import { Button, Popover, Radio, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './choice-filter.module.css';

interface Props<Value extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly value: Value | undefined;
  onChange(value: Value | undefined): void;
}

/** Filters a list by one of a few values; the first choice is all of them. */
export function ChoiceFilter<Value extends string>({ label, options, value, onChange }: Props<Value>) {
  const { t } = useTranslation();
  const [opened, popover] = useDisclosure(false);
  const chosen = options.find((option) => option.value === value);
  return (
    <Popover opened={opened} onChange={popover.toggle} position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          className={classes.button ?? ''}
          data-chosen={chosen ? true : undefined}
          rightSection={<IconChevronDown size={14} />}
          onClick={popover.toggle}
          aria-label={chosen ? `${label}: ${chosen.label}` : label}
        >
          {chosen?.label ?? label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.choices ?? ''} aria-label={label}>
        <Radio.Group
          label={label}
          value={value ?? ''}
          onChange={(picked) => {
            onChange(options.find((option) => option.value === picked)?.value);
            popover.close();
          }}
        >
          <Stack gap={6} mt={6}>
            <Radio value="" label={t('common.all')} />
            {options.map((option) => (
              <Radio key={option.value} value={option.value} label={option.label} />
            ))}
          </Stack>
        </Radio.Group>
      </Popover.Dropdown>
    </Popover>
  );
}

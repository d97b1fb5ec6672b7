import { ActionIcon, Checkbox, Popover, Stack } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './data-grid.module.css';
import type { GridColumn } from './grid-column.ts';
import type { ColumnVisibility } from './use-column-visibility.ts';

interface Props<Row> {
  readonly columns: readonly GridColumn<Row>[];
  readonly visibility: ColumnVisibility;
  onChange(visibility: ColumnVisibility): void;
}

/** Which columns a list shows. */
export function ColumnsMenu<Row>({ columns, visibility, onChange }: Props<Row>) {
  const { t } = useTranslation();
  const choosable = columns.filter((column) => !column.pinned);
  if (choosable.length < 2) return null;
  return (
    <Popover position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon size="xs" className={classes.columnsButton ?? ''} aria-label={t('grid.columns')}>
          <IconColumns3 size={14} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('grid.columns')}>
        <Stack gap={6}>
          {choosable.map(({ id, header }) => {
            const shown = visibility[id] !== false;
            return (
              <Checkbox
                key={id}
                label={header}
                checked={shown}
                onChange={() => onChange({ ...visibility, [id]: !shown })}
              />
            );
          })}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

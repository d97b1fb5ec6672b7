import { ActionIcon, Menu } from '@mantine/core';
import { IconCheck, IconColumns3 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './data-grid.module.css';
import type { GridColumn } from './grid-column.ts';
import type { ColumnVisibility } from './use-column-visibility.ts';

interface Props<Row> {
  readonly columns: readonly GridColumn<Row>[];
  readonly visibility: ColumnVisibility;
  onChange(visibility: ColumnVisibility): void;
}

export function ColumnsMenu<Row>({ columns, visibility, onChange }: Props<Row>) {
  const { t } = useTranslation();
  const choosable = columns.filter((column) => !column.pinned);
  if (choosable.length < 2) return null;
  return (
    <Menu position="bottom-end" closeOnItemClick={false}>
      <Menu.Target>
        <ActionIcon size="xs" className={classes.columnsButton} aria-label={t('grid.columns')}>
          <IconColumns3 size={14} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('grid.columns')}</Menu.Label>
        {choosable.map(({ id, header }) => {
          const shown = visibility[id] !== false;
          return (
            <Menu.Item
              key={id}
              role="menuitemcheckbox"
              aria-checked={shown}
              leftSection={<IconCheck size={14} opacity={shown ? 1 : 0} />}
              onClick={() => onChange({ ...visibility, [id]: !shown })}
            >
              {header}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}

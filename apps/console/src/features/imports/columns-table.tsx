import { type ImportField, type ImportPreview, importFields } from '@fernwart/contract';
import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './imports.module.css';

interface Props {
  readonly preview: ImportPreview;
  readonly busy: boolean;
  onChange(mapping: ImportPreview['mapping']): void;
}

/** What each column of the file means; a meaning that is chosen twice moves. */
export function ColumnsTable({ preview, busy, onChange }: Props) {
  const { t } = useTranslation(['console', 'administration']);
  const fields: readonly ImportField[] = importFields[preview.kind];
  function choose(column: number, value: string | null): void {
    const field = fields.find((each) => each === value) ?? null;
    onChange(preview.mapping.map((before, at) => (at === column ? field : before === field ? null : before)));
  }
  return (
    <ul className={classes.columns}>
      {preview.columns.map(({ name, example }, column) => (
        // Columns may share a name; their place is what they are.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={column} className={classes.column}>
          <div className={classes.columnName}>
            <strong dir="auto">{name || '–'}</strong>
            <div className="dimmed" dir="auto">
              {t('administration:imports.example')}: {example || '–'}
            </div>
          </div>
          <Select
            className={classes.meaning ?? ''}
            aria-label={`${t('administration:imports.means')}: ${name}`}
            data={[
              { value: '', label: t('administration:imports.ignored') },
              ...fields.map((field) => ({ value: field, label: t(`administration:imports.field.${field}`) })),
            ]}
            value={preview.mapping[column] ?? ''}
            allowDeselect={false}
            disabled={busy}
            onChange={(value) => choose(column, value)}
          />
        </li>
      ))}
    </ul>
  );
}

import type { ImportPreview, ImportRow, ImportSummary, Tone } from '@fernwart/contract';
import { Button, Group, SegmentedControl, Stack } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorCode } from '../../app/api/api-error.ts';
import { apiPath } from '../../app/api/request.ts';
import { Card } from '../../ui/card.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Mark } from '../../ui/mark.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { ColumnsTable } from './columns-table.tsx';
import classes from './imports.module.css';
import { applyImport, mapColumns, previewAgain } from './imports-api.ts';
import { useValueWords } from './use-value-words.ts';

interface Props {
  readonly preview: ImportPreview;
  onPreview(preview: ImportPreview): void;
  onApplied(result: ImportSummary['result']): Promise<void>;
}

const states = ['refused', 'new', 'changed', 'unchanged'] as const;
const tones: Record<ImportRow['state'], Tone> = {
  refused: 'danger',
  new: 'success',
  changed: 'info',
  unchanged: 'neutral',
};
const separatorNames = { ',': 'comma', ';': 'semicolon', '\t': 'tab' } as const;

/** What the columns mean, what each row would do, and doing exactly that. */
export function ImportPreviewCards({ preview, onPreview, onApplied }: Props) {
  const { t } = useTranslation(['console', 'administration']);
  const [only, setOnly] = useState<ImportRow['state'] | 'all'>('all');
  const map = useMutation({
    mutationFn: (mapping: ImportPreview['mapping']) => mapColumns(preview.id, mapping),
    onSuccess: onPreview,
  });
  const again = useMutation({ mutationFn: () => previewAgain(preview.id), onSuccess: onPreview });
  const apply = useMutation({
    mutationFn: () => applyImport(preview),
    onSuccess: ({ result }) => onApplied(result),
  });
  const { counts } = preview;
  const count = (counts.new ?? 0) + (counts.changed ?? 0);
  const rows = preview.rows.filter(({ state }) => only === 'all' || state === only);
  const isStale = errorCode(apply.error) === 'stale_version';
  return (
    <>
      <Card title={t('administration:imports.columns')}>
        <Stack gap="md">
          <Facts
            facts={[
              { label: t('administration:imports.encoding'), value: preview.encoding },
              {
                label: t('administration:imports.separator'),
                value: t(`administration:imports.separators.${separatorNames[preview.separator]}`),
              },
            ]}
          />
          <ColumnsTable preview={preview} busy={map.isPending} onChange={(mapping) => map.mutate(mapping)} />
          {map.error && <ProblemNotice error={map.error} shownFields={['mapping']} />}
        </Stack>
      </Card>
      <Card
        title={t('administration:imports.preview')}
        aside={
          (counts.refused ?? 0) > 0 && (
            <Button
              component="a"
              href={apiPath(`/imports/${preview.id}/refused`)}
              download
              variant="default"
              size="xs"
              leftSection={<IconDownload size={14} />}
            >
              {t('administration:imports.refusedFile')}
            </Button>
          )
        }
      >
        <Stack gap="md">
          <div className={classes.scroller}>
            <SegmentedControl
              aria-label={t('administration:imports.preview')}
              data={[
                { value: 'all', label: t('administration:imports.all') },
                ...states.map((value) => ({
                  value,
                  label: `${t(`administration:imports.state.${value}`)} (${counts[value] ?? 0})`,
                })),
              ]}
              value={only}
              onChange={(value) => setOnly(value)}
            />
          </div>
          <Rows rows={rows} />
          {preview.rows.length === 500 && (
            <p className="dimmed">{t('administration:imports.shownRows', { count: 500 })}</p>
          )}
          {apply.error && (
            <ProblemNotice
              error={apply.error}
              onRetry={
                isStale
                  ? () => {
                      apply.reset();
                      again.mutate();
                    }
                  : undefined
              }
            />
          )}
          <Group>
            <Button
              loading={apply.isPending}
              disabled={count === 0 || map.isPending}
              onClick={() => apply.mutate()}
            >
              {count === 0
                ? t('administration:imports.nothing')
                : t('administration:imports.applyCount', { count })}
            </Button>
          </Group>
        </Stack>
      </Card>
    </>
  );
}

function Rows({ rows }: { rows: readonly ImportRow[] }) {
  const { t } = useTranslation(['console', 'administration']);
  const words = useValueWords();
  return (
    // A wide table scrolls by itself, also by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.rows} tabIndex={0} role="region" aria-label={t('administration:imports.changes')}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('administration:imports.row')}</th>
            <th scope="col">{t('people.state')}</th>
            <th scope="col">{t('administration:imports.what')}</th>
            <th scope="col">{t('administration:imports.changes')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.row}>
              <td>{row.row}</td>
              <td>
                <Mark tone={tones[row.state]}>{t(`administration:imports.state.${row.state}`)}</Mark>
              </td>
              <th scope="row" dir="auto">
                {row.name}
              </th>
              <td>
                {/* Stands for the column before it where there is no room for one. */}
                <strong className={classes.narrowName} dir="auto">
                  {row.name}
                </strong>
                {row.reason}
                {row.changes.map(({ field, before, after }) => (
                  <div key={field} className={classes.change}>
                    <span className="dimmed">{t(`administration:imports.field.${field}`)}:</span>{' '}
                    {before && <del>{words(field, before)}</del>} <ins>{words(field, after) || '–'}</ins>
                  </div>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

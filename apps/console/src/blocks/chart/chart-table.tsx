import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/use-format.ts';
import type { BlockOf } from '../block-of.ts';
import { aligned } from './aligned.ts';
import classes from './chart-block.module.css';
import { pointName } from './chart-options.ts';

export function ChartTable({ block }: { block: BlockOf<'chart'> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [axis, ...series] = aligned(block.series);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.table} tabIndex={0} role="region" aria-label={block.label}>
      <table>
        <thead>
          <tr>
            <th scope="col">{block.per === 'day' ? t('common.day') : t('common.time')}</th>
            {block.series.map(({ label }) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {axis.map((second, row) => (
            <tr key={second}>
              <th scope="row">{pointName(block, format, new Date(second * 1000).toISOString())}</th>
              {series.map((values, column) => {
                const value = values[row];
                return (
                  <td key={block.series[column]?.label}>
                    {value === null || value === undefined ? '–' : format.number(value)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

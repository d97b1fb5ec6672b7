import { IconArrowRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { BlockOf } from './block-of.ts';
import classes from './difference-block.module.css';

/** What is and what would be, row by row. */
export function DifferenceBlock({ block }: { block: BlockOf<'difference'> }) {
  const { t } = useTranslation();
  if (block.rows.length === 0) return <p className={classes.empty}>{block.empty}</p>;
  return (
    // A wide table scrolls by itself, also by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.scroller} tabIndex={0} role="region" aria-label={t('blocks.difference')}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('blocks.what')}</th>
            <th scope="col">{t('blocks.before')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('blocks.becomes')}</span>
            </th>
            <th scope="col">{t('blocks.after')}</th>
          </tr>
        </thead>
        <tbody>
          {block.rows.map((row, index) => (
            // Labels may repeat.
            // oxlint-disable-next-line react/no-array-index-key
            <tr key={index}>
              <th scope="row">
                {row.label}
                {row.reason && <span className={classes.reason}>{row.reason}</span>}
              </th>
              <td className={classes.before}>{row.before || '–'}</td>
              <td className={classes.arrow}>
                <IconArrowRight size={14} aria-hidden="true" />
              </td>
              <td className={classes.after}>{row.after || '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

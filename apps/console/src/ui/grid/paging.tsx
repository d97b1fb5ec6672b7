import { ActionIcon, Tooltip } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconChevronsLeft } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/use-format.ts';
import classes from './paging.module.css';

interface Props {
  /** Rows on this page. */
  readonly count: number | undefined;
  readonly total: number | undefined;
  /** How many pages lie before this one; undefined when the address was opened in the middle. */
  readonly depth: number | undefined;
  readonly nextCursor: string | undefined;
  onFirst(): void;
  onBack(): void;
  onNext(cursor: string): void;
}

/** Steps through pages by the server's cursors. */
export function Paging({ count, total, depth, nextCursor, onFirst, onBack, onNext }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const isFirst = depth === 0;
  return (
    <nav className={classes.paging} aria-label={t('grid.pages')}>
      <span className={classes.count} aria-live="polite">
        {count !== undefined &&
          (total === undefined
            ? t('grid.shown', { count, shown: format.number(count) })
            : t('grid.total', { count: total, total: format.number(total) }))}
        {depth !== undefined && depth > 0 && ` · ${t('grid.page', { page: format.number(depth + 1) })}`}
      </span>
      <Step label={t('grid.first')} disabled={isFirst} onClick={onFirst}>
        <IconChevronsLeft size={16} />
      </Step>
      <Step label={t('grid.previous')} disabled={isFirst || depth === undefined} onClick={onBack}>
        <IconChevronLeft size={16} />
      </Step>
      <Step label={t('grid.next')} disabled={!nextCursor} onClick={() => nextCursor && onNext(nextCursor)}>
        <IconChevronRight size={16} />
      </Step>
    </nav>
  );
}

interface StepProps {
  readonly label: string;
  readonly disabled: boolean;
  onClick(): void;
  readonly children: React.ReactNode;
}
function Step({ label, disabled, onClick, children }: StepProps) {
  return (
    <Tooltip label={label} disabled={disabled}>
      <ActionIcon size="md" aria-label={label} disabled={disabled} variant="default" onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';
import classes from './list-preview.module.css';
import { PendingPreview } from './preview.tsx';

interface Props {
  /** Filters above the list. */
  readonly tools?: ReactNode;
  readonly list: ReactNode;
  readonly foot?: ReactNode;
  readonly preview: ReactNode;
  readonly previewLabel: string;
  /** It is not known yet what there is to preview. */
  readonly pending: boolean;
}

/** Where both fit beside each other; below, a row leads to its own page. */
export function usePreviewFits(): boolean {
  return useMediaQuery('(min-width: 75em)', false, { getInitialValueInEffect: false });
}

/** The list with the preview of the selected row beside it. */
export function ListPreview({ tools, list, foot, preview, previewLabel, pending }: Props) {
  const fits = usePreviewFits();
  return (
    <div className={classes.layout} data-fits={fits || undefined}>
      <div className={classes.list}>
        {tools && <div className={classes.tools}>{tools}</div>}
        <div className={classes.rows}>{list}</div>
        {foot}
      </div>
      {fits && (
        <aside className={classes.preview} aria-label={previewLabel}>
          {pending ? <PendingPreview /> : preview}
        </aside>
      )}
    </div>
  );
}

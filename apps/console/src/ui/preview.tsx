import { Skeleton } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './preview.module.css';

interface Props {
  readonly above?: ReactNode;
  readonly title: ReactNode;
  /** Leads to the full page. */
  readonly open?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of a preview beside a list. */
export function Preview({ above, title, open, children }: Props) {
  return (
    <div className={classes.preview}>
      <header className={classes.header}>
        <div className={classes.above}>
          <span className={classes.aboveText}>{above}</span>
          {open}
        </div>
        <h2 className={classes.title} dir="auto">
          {title}
        </h2>
      </header>
      {children}
    </div>
  );
}

/** A preview that is on its way: as high as most of them begin, and with a heading that is read out. */
export function PendingPreview() {
  const { t } = useTranslation();
  return (
    <Preview
      title={
        <>
          <span className="visually-hidden">{t('common.loading')}</span>
          <Skeleton height={20} width="60%" />
        </>
      }
    >
      <Skeleton height={200} />
    </Preview>
  );
}

export function PreviewSection({ title, children }: { title: string; children: ReactNode }) {
  const heading = useId();
  return (
    <section className={classes.section} aria-labelledby={heading}>
      <h3 id={heading} className={classes.sectionTitle}>
        {title}
      </h3>
      {children}
    </section>
  );
}

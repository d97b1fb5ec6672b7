import { Button, Skeleton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/use-format.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useNow } from '../../ui/use-now.ts';
import { journalQuery } from './journal-api.ts';
import { JournalItem } from './journal-item.tsx';
import classes from './journal-timeline.module.css';

/** What has happened on an activity, newest first, day by day. */
export function JournalTimeline({ activityId, short = false }: { activityId: string; short?: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const journal = useInfiniteQuery(journalQuery(activityId, short ? 5 : 50));
  if (journal.error) return <ProblemNotice error={journal.error} onRetry={() => void journal.refetch()} />;
  if (!journal.data) return <Skeleton height={120} />;
  const entries = journal.data.pages.flatMap((page) => page.items);
  if (entries.length === 0) return <p className="dimmed">{t('journal.none')}</p>;
  const superseded = new Set(entries.map(({ supersedes }) => supersedes));
  function dayName(at: string): string {
    const days = format.daysAgo(at, now);
    if (days === 0) return t('journal.today');
    if (days === 1) return t('journal.yesterday');
    return format.day(at);
  }
  const days = [...new Set(entries.map(({ at }) => dayName(at)))];
  return (
    <div className={classes.journal}>
      {days.map((day) => (
        <div key={day} className={classes.dayGroup}>
          <p className={classes.day}>{day}</p>
          <ol className={classes.entries} aria-label={day}>
            {entries
              .filter(({ at }) => dayName(at) === day)
              .map((entry) => (
                <JournalItem key={entry.id} entry={entry} superseded={superseded.has(entry.id)} />
              ))}
          </ol>
        </div>
      ))}
      {journal.hasNextPage && (
        <Button
          variant="default"
          size="xs"
          loading={journal.isFetchingNextPage}
          onClick={() => void journal.fetchNextPage()}
        >
          {t('journal.older')}
        </Button>
      )}
    </div>
  );
}

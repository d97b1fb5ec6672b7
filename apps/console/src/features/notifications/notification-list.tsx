import type { Me } from '@fernwart/contract';
import { Button } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { touch } from '../../app/live/touch.ts';
import { notifyProblem } from '../../ui/notify-problem.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import classes from './bell.module.css';
import { NotificationItem } from './notification-item.tsx';
import { type Marks, markNotifications, notificationsQuery } from './notifications-api.ts';

/** Newest first; each leads to its activity and counts as read then. */
export default function NotificationList({ me, onLeave }: { me: Me; onLeave(): void }) {
  const { t } = useTranslation(['console', 'desk']);
  const client = useQueryClient();
  const told = useInfiniteQuery(notificationsQuery(me.id));
  const mark = useMutation({
    mutationFn: (marks: Marks) => markNotifications(marks),
    onSuccess: () => touch(client, `notifications:${me.id}`),
    onError: (error) => notifyProblem(error),
  });
  if (told.error) return <ProblemNotice error={told.error} onRetry={() => void told.refetch()} />;
  const items = told.data?.pages.flatMap((page) => page.items) ?? [];
  const newest = items[0]?.at;
  const unread = told.data?.pages[0]?.unread ?? 0;
  return (
    <>
      <div className={classes.head}>
        <h2 className={classes.title}>{t('desk:bell.title')}</h2>
        {unread > 0 && newest && (
          <Button
            size="compact-sm"
            variant="subtle"
            loading={mark.isPending && mark.variables.until !== undefined}
            onClick={() => mark.mutate({ read: true, until: newest })}
          >
            {t('desk:bell.allRead')}
          </Button>
        )}
      </div>
      {items.length === 0 && told.data && <p className={classes.none}>{t('desk:bell.none')}</p>}
      {items.length > 0 && (
        <ul className={classes.list} aria-label={t('desk:bell.title')}>
          {items.map((item) => (
            <NotificationItem
              key={item.id}
              item={item}
              onDesk={me.roles.some((role) => role !== 'requester')}
              onMark={(read) => mark.mutate({ read, ids: [item.id] })}
              onOpen={() => {
                if (item.readAt === null) mark.mutate({ read: true, activityId: item.activity.id });
                onLeave();
              }}
            />
          ))}
        </ul>
      )}
      {told.hasNextPage && (
        <Button
          variant="subtle"
          fullWidth
          size="sm"
          loading={told.isFetchingNextPage}
          onClick={() => void told.fetchNextPage()}
        >
          {t('desk:bell.older')}
        </Button>
      )}
    </>
  );
}

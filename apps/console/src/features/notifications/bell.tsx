import type { Me } from '@fernwart/contract';
import { ActionIcon, Popover } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBell } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './bell.module.css';
import { notificationsQuery } from './notifications-api.ts';

const NotificationList = lazy(() => import('./notification-list.tsx'));

/** What concerns one: how much of it is unread, and the list behind it. */
export function Bell({ me }: { me: Me }) {
  const { t } = useTranslation(['console', 'desk']);
  const { data } = useInfiniteQuery(notificationsQuery(me.id));
  const [opened, list] = useDisclosure(false);
  const unread = data?.pages[0]?.unread ?? 0;
  const label = unread > 0 ? t('desk:bell.unread', { count: unread }) : t('desk:bell.open');
  return (
    <Popover
      opened={opened}
      onChange={list.toggle}
      position="bottom-start"
      width="min(24rem, calc(100vw - 1.5rem))"
      trapFocus
      returnFocus
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <ActionIcon
          size="lg"
          className={classes.bell ?? ''}
          aria-label={label}
          aria-haspopup="dialog"
          onClick={list.toggle}
        >
          <IconBell size={18} aria-hidden="true" />
          {unread > 0 && (
            <span className={classes.count} aria-hidden="true">
              {unread > 99 ? '99+' : unread}
            </span>
          )}
        </ActionIcon>
      </Popover.Target>
      <span className="visually-hidden" aria-live="polite">
        {unread > 0 ? label : ''}
      </span>
      <Popover.Dropdown p={0} aria-label={t('desk:bell.title')}>
        <Suspense fallback={null}>
          <NotificationList me={me} onLeave={list.close} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}

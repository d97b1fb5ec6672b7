import type { Notification } from '@fernwart/contract';
import { ActionIcon } from '@mantine/core';
import { IconCircleDot, IconMailOpened } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Instant } from '../../ui/instant.tsx';
import classes from './bell.module.css';

interface Props {
  readonly item: Notification;
  /** Agents go to the desk's page of the activity, requesters to theirs. */
  readonly onDesk: boolean;
  onMark(read: boolean): void;
  onOpen(): void;
}

export function NotificationItem({ item, onDesk, onMark, onOpen }: Props) {
  const { t } = useTranslation(['console', 'desk']);
  const { activity, kind, by, readAt } = item;
  const isRead = readAt !== null;
  return (
    <li className={classes.item} data-unread={!isRead || undefined}>
      <Link
        to={onDesk ? '/activities/$activity' : '/portal/activities/$activity'}
        params={{ activity: activity.id }}
        className={classes.link ?? ''}
        onClick={onOpen}
      >
        <span className={classes.kind}>
          {t(`desk:bell.kind.${kind}`)}
          {by && (
            <>
              {' · '}
              <bdi>{by}</bdi>
            </>
          )}
        </span>
        <span className={classes.subject} dir="auto">
          {activity.number} {activity.subject}
        </span>
        <span className={classes.time}>
          <Instant at={item.at} as="relative" />
        </span>
      </Link>
      <ActionIcon
        variant="subtle"
        aria-label={t(isRead ? 'desk:bell.markUnread' : 'desk:bell.markRead', { number: activity.number })}
        onClick={() => onMark(!isRead)}
      >
        {isRead ? <IconMailOpened size={15} /> : <IconCircleDot size={15} />}
      </ActionIcon>
    </li>
  );
}

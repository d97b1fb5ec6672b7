import { z } from 'zod';
import { id, instant, pageOf, pageQuery } from './common.ts';

/**
 * `assigned`: one is responsible now · `team`: it lies with one's team · `reply`: the initiator wrote, or the desk to the
 * initiator · `comment`: a colleague wrote · `session`: a package wrote, e.g. that a session ended · `ended`: one's own
 * activity was solved or closed.
 */
export const notificationKinds = ['assigned', 'team', 'reply', 'comment', 'session', 'ended'] as const;
export const notificationKind = z.enum(notificationKinds);
export type NotificationKind = z.infer<typeof notificationKind>;

export const notification = z.object({
  id,
  kind: notificationKind,
  at: instant,
  /** Null: not read yet. */
  readAt: instant.nullable(),
  /** Who caused it; null: nobody in particular. */
  by: z.string().nullable(),
  activity: z.object({ id, number: z.string(), subject: z.string() }),
});
export type Notification = z.infer<typeof notification>;

/** Newest first. `unread` counts all that are not read yet, up to 100. */
export const notificationsPage = pageOf(notification).extend({ unread: z.number().int() });
export const notificationsQuery = pageQuery.extend({ unread: z.enum(['true']).optional() });

/** Which of one's own become read, or unread again: those named, those of one activity, or all up to an instant. */
export const markNotificationsBody = z.object({
  read: z.boolean(),
  ids: z.array(id).max(200).optional(),
  activityId: id.optional(),
  until: instant.optional(),
});

/** Of which kinds one wants a mail too. An initiator gets the desk's mails without asking for them. */
export const notificationMails = z.object({ kinds: z.array(notificationKind).max(notificationKinds.length) });

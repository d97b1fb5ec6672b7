import {
  markNotificationsBody,
  notificationMails,
  notificationsPage,
  notificationsQuery,
} from '@fernwart/contract';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/http/actor.ts';
import { keysetCursor } from '../../platform/http/keyset-cursor.ts';
import type { Router } from '../../platform/http/route.ts';
import type { Live } from '../../platform/live/live.ts';
import * as store from './notification-store.ts';

const cursor = keysetCursor('notifications', 'instant');

/** Everybody's own, and nobody else's. */
export function notificationRoutes(
  router: Router,
  deps: { db: Database; clock: Clock; live: Live; readsDesk: (actor: Actor) => boolean },
): void {
  const { db, clock, live, readsDesk } = deps;
  router.add({
    method: 'GET',
    path: '/api/v1/notifications',
    summary: 'What one was told, newest first',
    who: 'signed_in',
    query: notificationsQuery,
    answer: notificationsPage,
    handle: async ({ actor, query }) => {
      const person = { id: actor.id, onlyOwn: !readsDesk(actor) };
      const rows = await store.listNotifications(db, person, {
        unread: query.unread === 'true',
        after: cursor.decode(query.cursor),
        limit: query.limit + 1,
      });
      const shown = rows.slice(0, query.limit);
      const last = rows.length > query.limit ? shown.at(-1) : undefined;
      return {
        items: shown.map((row) => row.notification),
        unread: await store.countUnread(db, person),
        ...(last ? { nextCursor: cursor.encode(last.cursor) } : {}),
      };
    },
  });
  router.add({
    method: 'POST',
    path: '/api/v1/notifications/marks',
    summary: 'Mark what one was told as read, or as unread again',
    who: 'signed_in',
    body: markNotificationsBody,
    handle: ({ actor, body }) =>
      db.transaction(async (tx) => {
        const { read, until, ids, activityId } = body;
        const which = {
          ...(ids ? { ids } : {}),
          ...(activityId ? { activityId } : {}),
          ...(until ? { until: Temporal.Instant.from(until) } : {}),
        };
        const changed = await store.markNotifications(tx, actor.id, read ? clock.now() : null, which);
        if (changed) await live.touch(tx, `notifications:${actor.id}`);
      }),
  });
  router.add({
    method: 'GET',
    path: '/api/v1/me/notification-mails',
    summary: 'Of which kinds one wants a mail too',
    who: 'signed_in',
    answer: notificationMails,
    handle: async ({ actor }) => ({ kinds: await store.findMailKinds(db, actor.id) }),
  });
  router.add({
    method: 'PUT',
    path: '/api/v1/me/notification-mails',
    summary: 'Choose of which kinds one wants a mail too',
    who: 'signed_in',
    body: notificationMails,
    answer: notificationMails,
    handle: async ({ actor, body }) => {
      await store.saveMailKinds(db, actor.id, [...new Set(body.kinds)]);
      return { kinds: await store.findMailKinds(db, actor.id) };
    },
  });
}

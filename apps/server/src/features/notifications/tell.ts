import type { Clock } from '../../platform/clock/clock.ts';
import type { NewId } from '../../platform/crypto/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Live } from '../../platform/live/live.ts';
import type { Mails } from './mails.ts';
import * as store from './notification-store.ts';
import { notificationMailTexts } from './notification-texts.ts';
import type { NewNotification, Notifications } from './notifications.ts';

export interface NotificationsDeps {
  readonly live: Live;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly mails: Mails;
  /** `https://desk.example.org`, asked when needed. */
  readonly publicUrl: () => string;
}

export function createNotifications(deps: NotificationsDeps): Notifications {
  const { live, clock, newId, mails, publicUrl } = deps;
  return {
    async tell(tx, notification) {
      for (const personId of await store.findHearers(tx, notification)) {
        const row = { ...notification, id: newId(), personId, at: clock.now() };
        if (!(await store.insertNotification(tx, row))) continue;
        await live.touch(tx, `notifications:${personId}`);
        await mailTo(tx, personId, notification);
      }
    },
  };

  async function mailTo(tx: Tx, personId: string, notification: NewNotification): Promise<void> {
    const person = await store.findMailedPerson(tx, personId, notification);
    if (!person) return;
    const texts = notificationMailTexts(notification.kind, person.language, {
      name: person.name,
      number: person.number,
      subject: person.subject,
      by: notification.by?.name ?? null,
      address: `${publicUrl()}/activities/${notification.activityId}`,
      profile: `${publicUrl()}/profile`,
    });
    await mails.enqueue(tx, {
      packageId: null,
      key: `notification:${personId}:${notification.key}`,
      to: { name: person.name, address: person.email },
      ...texts,
      activityId: notification.activityId,
    });
  }
}

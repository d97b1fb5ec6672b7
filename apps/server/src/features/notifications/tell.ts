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
    async tell(tx, ...notifications) {
      if (notifications.length === 0) return;
      const at = clock.now();
      const rows = (await store.findHearers(tx, notifications)).map(({ index, personId }) => {
        const notification = notifications[index];
        if (!notification) throw new Error('Nobody hears of what was not told.');
        return { id: newId(), personId, at, notification };
      });
      if (rows.length === 0) return;
      const ids = await store.insertNotifications(tx, rows);
      const told = rows.filter(({ id }) => ids.has(id));
      await live.touch(tx, ...new Set(told.map(({ personId }) => `notifications:${personId}`)));
      const mailed = await store.findMailedPeople(tx, told);
      for (const { id, notification } of told) {
        const person = mailed.get(id);
        if (person) await mailTo(tx, person, notification);
      }
    },
  };

  async function mailTo(tx: Tx, person: store.MailedPerson, notification: NewNotification): Promise<void> {
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
      key: `notification:${person.id}:${notification.key}`,
      to: { name: person.name, address: person.email },
      ...texts,
      activityId: notification.activityId,
    });
  }
}

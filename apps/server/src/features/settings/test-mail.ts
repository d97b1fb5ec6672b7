import type { TestMailAnswer } from '@fernwart/contract';
import type { Clock } from '../../platform/clock/clock.ts';
import type { NewId } from '../../platform/crypto/ids.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/http/actor.ts';
import { Problem } from '../../platform/http/problem.ts';
import type { MailTransport } from '../../platform/net/mail-transport.ts';
import type { Audit } from '../audit/audit.ts';
import { fillTemplate } from '../notifications/mail-template.ts';
import type { From } from './change-settings.ts';
import type { Settings } from './settings.ts';

/** Hands one mail to the mail server at once, past the outbox, and answers what it said. Rejects with `wrong_state` without one. */
export type SendTestMail = (actor: Actor, to: string, from: From) => Promise<TestMailAnswer>;

export function createSendTestMail(deps: {
  db: Database;
  clock: Clock;
  newId: NewId;
  audit: Audit;
  settings: Settings;
  publicUrl: () => string;
  /** Null: no mail server is set. */
  transport: () => MailTransport | null;
}): SendTestMail {
  const { db, clock, newId, audit, settings, publicUrl, transport } = deps;
  return async (actor, to, from) => {
    const sender = transport();
    if (!sender) {
      throw new Problem('wrong_state', {
        detail: { de: 'Es ist kein Mailserver eingetragen.', en: 'No mail server is set.' },
      });
    }
    const texts = fillTemplate(settings.mailTexts('tested', actor.language), {
      name: actor.name,
      address: publicUrl(),
    });
    const delivery = await sender.deliver({
      messageId: `<${newId()}@${new URL(publicUrl()).hostname.replaceAll(/[[\]]/g, '')}>`,
      at: clock.now(),
      to: { name: '', address: to },
      ...texts,
      html: null,
    });
    const reason = delivery.kind === 'accepted' ? null : delivery.reason;
    await audit.record(db, {
      actor: actor.name,
      actorId: actor.id,
      action: 'settings.test_mail',
      outcome: delivery.kind === 'accepted' ? 'done' : 'failed',
      subject: 'settings:mail',
      ...from,
      details: { to, outcome: delivery.kind, reason },
    });
    const trouble = delivery.kind === 'accepted' ? null : (delivery.trouble ?? null);
    return { outcome: delivery.kind, reason, trouble };
  };
}

import type { Clock } from '../../platform/clock/clock.ts';
import type { NewId } from '../../platform/crypto/ids.ts';
import type { Wake } from '../../platform/jobs/wake.ts';
import { isMailAddress, oneLine } from './address.ts';
import type { Mails } from './mails.ts';
import { type OutcomeDeps, startOutcomeRun } from './outcome.ts';
import { insertMail } from './store.ts';

const longestLine = 200;

export interface MailsDeps extends OutcomeDeps {
  readonly wake: Wake;
  readonly clock: Clock;
  readonly newId: NewId;
  /** `https://desk.example.org`: its host stands in Message-IDs. Asked when needed. */
  readonly publicUrl: () => string;
}

/** The outbox: a mail becomes durable with what it tells of, and is sent afterwards. */
export function createMails(deps: MailsDeps): Mails {
  const { wake, clock, newId, publicUrl } = deps;
  return {
    async enqueue(tx, mail) {
      const id = newId();
      const address = mail.to.address.trim();
      const refusal = isMailAddress(address) ? null : 'not a mail address';
      const clean = {
        ...mail,
        to: { name: oneLine(mail.to.name, longestLine), address: oneLine(address, 320) },
        subject: oneLine(mail.subject, longestLine),
      };
      const messageId = `<${id}@${new URL(publicUrl()).hostname.replaceAll(/[[\]]/g, '')}>`;
      if (!(await insertMail(tx, { ...clean, id, messageId, at: clock.now(), refusal }))) return;
      if (refusal === null) {
        await wake.send(tx, 'mail', id);
        return;
      }
      const finished = {
        id,
        packageId: mail.packageId,
        key: mail.key,
        toAddress: clean.to.address,
        subject: clean.subject,
        activityId: mail.activityId ?? null,
        onOutcome: mail.onOutcome ?? null,
      };
      await startOutcomeRun(tx, deps, finished, { outcome: 'refused', reason: refusal, unknown: false });
    },
  };
}

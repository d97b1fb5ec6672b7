import { inlines, localizedContent } from '@fernwart/addon-kit';
import type { Clock } from '../../platform/clock/clock.ts';
import type { NewId } from '../../platform/crypto/ids.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import type { Log } from '../../platform/log/log.ts';
import type { Delivery, MailTransport } from '../../platform/net/mail-transport.ts';
import type { Journal } from '../journal/journal.ts';
import { type OutcomeDeps, startOutcomeRun } from './outcome.ts';
import * as store from './store.ts';

/** How long to wait after each failed attempt: about a day in all, then the mail is given up, as after as many deaths. */
const pauses = [0.5, 1, 2, 5, 10, 30, 60, 120, 240, 480, 480].map((minutes) =>
  Temporal.Duration.from({ seconds: minutes * 60 }),
);
const pauseAfterUnknown = Temporal.Duration.from({ minutes: 1 });
/**
 * A second copy is bearable, a third is not. Only attempts count after which the mail server may have the mail: whoever died
 * before the hand-over has sent nothing, and is taken over from as if nothing had been.
 */
const mostUnknownOutcomes = 2;
const nobodyKnows = { kind: 'unknown', reason: 'nobody knows whether it arrived' } as const;
const interrupted = { kind: 'refused', reason: 'every attempt was interrupted' } as const;
/** Well beyond the longest attempt of the transport. */
const leaseSeconds = 180;
const atOnce = 4;
const batch = 40;

export interface MailSenderDeps extends OutcomeDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: Log;
  readonly journal: Journal;
  /** Null: no mail server is set, and mails wait in the outbox. Asked again for every mail. */
  readonly transport: MailTransport | null;
}

export interface MailSender {
  /** Tries one mail now, if it is due and a place is free; otherwise the sweep finds it. Returns at once. */
  deliver(id: string): void;
  /** Tries everything that is due. */
  sweep(): Promise<void>;
  /** Ends attempts that are under way and waits until they are written down. */
  stop(): Promise<void>;
}

export function createMailSender(deps: MailSenderDeps): MailSender {
  const { db, clock, newId, log, journal } = deps;
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();
  return {
    deliver(id) {
      if (underWay.size < atOnce) void start(id);
    },
    async sweep() {
      if (deps.transport === null || stopping.signal.aborted) return;
      const due = await store.findDueMails(db, clock.now(), batch);
      await Promise.all(Array.from({ length: atOnce }, () => work(due)));
    },
    async stop() {
      stopping.abort();
      await Promise.all(underWay);
    },
  };

  async function work(due: string[]): Promise<void> {
    for (let id = due.shift(); id !== undefined; id = due.shift()) await start(id);
  }

  function start(id: string): Promise<void> {
    const { transport } = deps;
    if (transport === null || stopping.signal.aborted) return Promise.resolve();
    const attempt = attemptOnce(transport, id)
      .catch((error: unknown) => log.error('sending a mail failed', { mail: id, error }))
      .finally(() => underWay.delete(attempt));
    underWay.add(attempt);
    return attempt;
  }

  async function attemptOnce(transport: MailTransport, id: string): Promise<void> {
    const holder = newId();
    const mail = await store.claimMail(db, id, holder, clock.now(), leaseSeconds);
    if (mail === null) return;
    if (mail.unknownOutcomes >= mostUnknownOutcomes) return finish(mail, holder, nobodyKnows);
    if (mail.attempts > pauses.length + 1) return finish(mail, holder, interrupted);
    const delivery = await transport.deliver(
      {
        messageId: mail.messageId,
        at: mail.createdAt,
        to: { name: mail.toName, address: mail.toAddress },
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
      },
      { signal: stopping.signal, beforeHandOver: () => announceHandOver(mail, holder) },
    );
    if (delivery.kind === 'accepted' || delivery.kind === 'refused') return finish(mail, holder, delivery);
    const { kind, reason } = delivery;
    const dueAt = nextAttempt(mail, kind);
    if (dueAt === null)
      return finish(mail, holder, kind === 'unknown' ? nobodyKnows : { kind: 'refused', reason });
    await postpone(mail, holder, { dueAt, reason, unknownOutcomes: unknownAfter(mail, kind) });
  }

  /** A death from here on leaves behind that nobody knows. Whoever lost the mail to somebody else meanwhile does not send it. */
  async function announceHandOver(mail: store.ClaimedMail, holder: string): Promise<void> {
    const mine = await store.announceHandOver(db, mail.id, holder, mail.unknownOutcomes + 1);
    if (!mine) throw new Error('somebody else has taken it over');
  }

  function unknownAfter({ unknownOutcomes }: store.ClaimedMail, kind: Delivery['kind']): number {
    return kind === 'unknown' ? Math.min(unknownOutcomes + 1, mostUnknownOutcomes) : unknownOutcomes;
  }

  async function postpone(
    mail: store.ClaimedMail,
    holder: string,
    next: { dueAt: Temporal.Instant; reason: string; unknownOutcomes: number },
  ): Promise<void> {
    await db.transaction(async (tx) => {
      const postponed = await store.postponeMail(tx, mail.id, holder, next);
      // Once is enough to know; a day of attempts would be a day of runs.
      if (postponed !== null && !mail.failedBefore)
        await startOutcomeRun(tx, deps, postponed, { outcome: 'retried', reason: next.reason });
    });
  }

  /** Null: this was the last attempt. */
  function nextAttempt(mail: store.ClaimedMail, kind: 'later' | 'unknown'): Temporal.Instant | null {
    if (kind === 'unknown')
      return mail.unknownOutcomes + 1 < mostUnknownOutcomes ? clock.now().add(pauseAfterUnknown) : null;
    const pause = pauses[mail.attempts - 1];
    return pause === undefined ? null : clock.now().add(pause);
  }

  async function finish(
    mail: store.ClaimedMail,
    holder: string,
    end: { kind: 'accepted' } | { kind: 'refused' | 'unknown'; reason: string },
  ): Promise<void> {
    const reason = end.kind === 'accepted' ? null : end.reason;
    const unknown = end.kind === 'unknown';
    if (reason !== null) log.warn('a mail was given up', { mail: mail.id, attempts: mail.attempts, reason });
    await db.transaction(async (tx) => {
      const finished = await store.finishMail(tx, mail.id, holder, {
        state: end.kind === 'accepted' ? 'accepted' : 'refused',
        reason,
        unknownOutcomes: unknownAfter(mail, end.kind),
        at: clock.now(),
      });
      if (finished === null) return;
      await startOutcomeRun(
        tx,
        deps,
        finished,
        reason === null ? { outcome: 'accepted' } : { outcome: 'refused', reason, unknown },
      );
      if (reason !== null) await noteRefusal(tx, finished, unknown ? null : reason);
    });
  }

  /** Packages note it themselves; the desk's own mails would otherwise fail unseen. Null: nobody knows whether it failed. */
  async function noteRefusal(tx: Tx, mail: store.FinishedMail, reason: string | null): Promise<void> {
    if (mail.packageId !== null || mail.activityId === null) return;
    const failed = {
      de: `Die E-Mail „${mail.subject}“ an ${mail.toAddress} konnte nicht zugestellt werden: `,
      en: `The mail "${mail.subject}" to ${mail.toAddress} could not be delivered: `,
    };
    const unknown = {
      de: `Ob die E-Mail „${mail.subject}“ an ${mail.toAddress} angekommen ist, ist nicht bekannt: Zweimal brach die Übergabe ab, bevor der Mailserver antwortete. Sie wird nicht noch einmal gesendet.`,
      en: `Whether the mail "${mail.subject}" to ${mail.toAddress} arrived is not known: twice the hand-over broke off before the mail server answered. It is not sent again.`,
    };
    await journal.add(tx, {
      activityId: mail.activityId,
      key: `mail:${mail.id}`,
      author: { kind: 'system', id: null, name: 'Fernwart' },
      visibility: 'internal',
      kind: 'mail',
      content: localizedContent((language) =>
        reason === null
          ? [inlines.text(unknown[language])]
          : [inlines.text(failed[language]), inlines.text(reason)],
      ),
    });
  }
}

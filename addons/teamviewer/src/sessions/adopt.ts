import { type Host, inlines, type PersonSnapshot, type Transaction } from '@fernwart/addon-kit';
import type { Session } from '@fernwart/teamviewer';
import type { Settings } from '../configuration/settings.ts';
import { rules, workflows } from '../shared/names.ts';
import { wakeSharedRun } from '../shared/shared-run.ts';
import { contentOf } from '../shared/words.ts';
import { openLink, sealLink } from './customer-link.ts';
import { finishSession } from './end.ts';
import { invitationMail } from './invitation.ts';
import { type Opened, openSession } from './lifecycle-store.ts';
import { type EndReason, endReasonOf, type MailState } from './model.ts';
import { lockSession, type SessionRow } from './store.ts';

/**
 * Makes what TeamViewer returned the session of its activity: code, sealed links, journal entry and invitation become
 * durable together, once, however often this is called. The activity is read again: closed meanwhile, its session is
 * due at once, and nobody is invited any more.
 */
export async function adoptSession(
  host: Host,
  settings: Settings,
  row: SessionRow,
  session: Session,
): Promise<void> {
  const initiator = row.initiatorId === null ? null : await host.people.get(row.initiatorId);
  const now = host.clock.now();
  const customerLink = await sealLink(host, row.id, 'customer', session.endCustomerLink);
  const opened: Opened = {
    code: session.code,
    customerLink,
    supporterLink: await sealLink(host, row.id, 'supporter', session.supporterLink?.reveal()),
    browserLink: await sealLink(host, row.id, 'browser', session.webclientSupporterLink?.reveal()),
    openedAt: now,
    validUntil: session.validUntil ?? now.add(settings.sessionLifetime),
    mailState: mailStateOf(initiator, customerLink),
  };
  const link = await openLink(host, row.id, 'customer', customerLink);
  await host.transaction(async (tx) => {
    const activity = await tx.activities.lock(row.activityId);
    const current = await lockSession(tx.sql, row.id);
    if (current === null || current.state !== 'creating') return;
    const end: EndReason | null =
      session.state === 'closed'
        ? 'at_teamviewer'
        : activity === null
          ? 'closed'
          : endReasonOf(activity.state, settings.endOnSolve);
    const mailState = end === null ? opened.mailState : 'none';
    await openSession(tx.sql, row.id, { ...opened, mailState });
    await journalCreated(tx, host, row, opened);
    if (end !== null) {
      await finishSession(tx, settings, row, end, now);
    } else {
      if (mailState === 'queued' && link !== null && initiator?.email)
        await invite(tx, host, row, opened, link, { ...initiator, email: initiator.email });
      else await journalNotSent(tx, host, row, mailState);
      await planExpiry(tx, row, opened.validUntil);
      await wakeSharedRun(tx, settings.id, 'poll', now, now);
    }
    await tx.touch(`activity:${row.activityId}`);
  });
}

function mailStateOf(initiator: PersonSnapshot | null, customerLink: string | null): MailState {
  if (initiator === null || initiator.email === null) return 'no_address';
  return customerLink === null ? 'no_link' : 'queued';
}

async function journalCreated(tx: Transaction, host: Host, row: SessionRow, opened: Opened): Promise<void> {
  await tx.journal.add({
    activityId: row.activityId,
    key: `session:${row.id}:created`,
    visibility: 'requester',
    personId: row.createdBy,
    content: contentOf(host, 'journal.created', (say) => ({
      code: inlines.code(opened.code),
      until: inlines.instant(opened.validUntil),
      creator: inlines.person({ id: row.createdBy, name: row.createdByName }),
      customer:
        row.initiatorId === null
          ? say('nobody')
          : inlines.person({ id: row.initiatorId, name: row.initiatorName ?? '' }),
    })),
  });
}

async function invite(
  tx: Transaction,
  host: Host,
  row: SessionRow,
  opened: Opened,
  link: string,
  initiator: PersonSnapshot & { readonly email: string },
): Promise<void> {
  const invitation = {
    sessionId: row.id,
    number: 1,
    activityId: row.activityId,
    activityNumber: row.activityNumber,
    activitySubject: row.activitySubject,
    supporterName: row.createdByName,
    code: opened.code,
    link,
    validUntil: opened.validUntil,
  };
  await tx.mail.send(invitationMail(host, invitation, initiator));
}

async function journalNotSent(
  tx: Transaction,
  host: Host,
  row: SessionRow,
  mailState: MailState,
): Promise<void> {
  await tx.journal.add({
    activityId: row.activityId,
    key: `session:${row.id}:not-invited`,
    content: contentOf(host, mailState === 'no_link' ? 'journal.noLink' : 'journal.noAddress'),
  });
}

async function planExpiry(tx: Transaction, row: SessionRow, validUntil: Temporal.Instant): Promise<void> {
  await tx.run({
    workflow: workflows.collectReports,
    input: { session: row.id },
    key: `expired:${row.id}`,
    subject: { type: 'activity', id: row.activityId },
    dueAt: validUntil,
    trigger: { kind: 'rule', name: rules.expired },
  });
}

import type { Action, Host, Outcome, ViewerContext } from '@fernwart/addon-kit';
import { findSettings } from '../configuration/find-settings.ts';
import { openLink } from './customer-link.ts';
import { finishSession } from './end.ts';
import { invitationMail } from './invitation.ts';
import { nextInvitation } from './lifecycle-store.ts';
import { liveSession, type SessionRow } from './store.ts';

/** The open session that this viewer may act on: the responsible's; any agent's while nobody is responsible. */
async function ownSession(context: ViewerContext, host: Host): Promise<SessionRow | null> {
  const activity = await host.activities.get(context.subject.id);
  if (activity === null) return null;
  const mine = activity.responsibleId === context.viewer.id;
  const nobodys = activity.responsibleId === null && context.viewer.roles.includes('agent');
  if (!mine && !nobodys) return null;
  const session = await liveSession(host.sql, activity.id);
  return session?.state === 'open' ? session : null;
}

export const endSessionAction: Action = {
  offered: async (context, host) => (await ownSession(context, host)) !== null,
  async invoke(context, host) {
    const session = await ownSession(context, host);
    const settings = session === null ? null : await findSettings(host, session.configurationId);
    if (session === null || settings === null) return gone(context);
    await host.transaction((tx) => finishSession(tx, settings, session, 'by_agent', host.clock.now()));
    return { kind: 'notice', tone: 'success', text: context.t('end.done') };
  },
};

export const sendAgainAction: Action = {
  async offered(context, host) {
    const session = await ownSession(context, host);
    return session !== null && session.customerLink !== null && session.mailState !== 'queued';
  },
  async invoke(context, host) {
    const { t, viewer } = context;
    const session = await ownSession(context, host);
    if (session === null || session.code === null || session.validUntil === null) return gone(context);
    const initiator = session.initiatorId === null ? null : await host.people.get(session.initiatorId);
    if (initiator === null || initiator.email === null)
      return { kind: 'notice', tone: 'warning', text: t('send.noAddress') };
    const link = await openLink(host, session.id, 'customer', session.customerLink);
    if (link === null) return { kind: 'notice', tone: 'warning', text: t('send.noLink') };
    const { code, validUntil } = session;
    const to = { ...initiator, email: initiator.email };
    const sent = await host.transaction(async (tx) => {
      const number = await nextInvitation(tx.sql, session.id, host.clock.now());
      if (number === null) return false;
      const invitation = {
        sessionId: session.id,
        number,
        activityId: session.activityId,
        activityNumber: session.activityNumber,
        activitySubject: session.activitySubject,
        supporterName: viewer.name,
        code,
        link,
        validUntil,
      };
      await tx.mail.send(invitationMail(host, invitation, to));
      await tx.touch(`activity:${session.activityId}`);
      return true;
    });
    return sent ? { kind: 'notice', tone: 'success', text: t('send.done') } : gone(context);
  },
};

function gone(context: ViewerContext): Outcome {
  return { kind: 'notice', tone: 'warning', text: context.t('join.noSession') };
}

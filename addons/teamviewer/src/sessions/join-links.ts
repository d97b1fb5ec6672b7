import type { Action, Host, Link, ViewerContext } from '@fernwart/addon-kit';
import { openLink } from './customer-link.ts';
import { insertOpening } from './live-store.ts';
import { liveSession, type SessionRow } from './store.ts';

type JoinKind = 'native' | 'browser';

/** Opens the supporter link for whoever is responsible at this moment; the link itself never reaches a page. */
export function joinLink(kind: JoinKind): Link {
  return {
    async open(context, host) {
      const { session, refusal } = await joinable(context, host, kind);
      if (session === null) return { kind: 'refused', text: context.t(refusal) };
      const sealed = kind === 'native' ? session.supporterLink : session.browserLink;
      const url = await openLink(host, session.id, kind === 'native' ? 'supporter' : 'browser', sealed);
      if (url === null) return { kind: 'refused', text: context.t('join.noLink') };
      await host.transaction(async (tx) => {
        await insertOpening(tx.sql, {
          id: host.random(16),
          sessionId: session.id,
          personId: context.viewer.id,
          personName: context.viewer.name,
          kind,
          at: host.clock.now(),
        });
        await tx.touch(`activity:${session.activityId}`);
      });
      host.log.info('A supporter link was opened', { session: session.id, person: context.viewer.id, kind });
      return { kind: 'redirect', url };
    },
  };
}

/** The buttons of acceptance 60; they take the place of the create action (61). */
export function joinAction(kind: JoinKind): Action {
  return {
    async offered(context, host) {
      return (await joinable(context, host, kind)).session !== null;
    },
  };
}

async function joinable(
  context: ViewerContext,
  host: Host,
  kind: JoinKind,
): Promise<{ session: SessionRow; refusal: '' } | { session: null; refusal: string }> {
  const activity = await host.activities.get(context.subject.id);
  if (activity === null || activity.responsibleId !== context.viewer.id)
    return { session: null, refusal: 'join.notResponsible' };
  const session = await liveSession(host.sql, activity.id);
  if (session === null || session.state !== 'open') return { session: null, refusal: 'join.noSession' };
  const ended =
    session.validUntil !== null && Temporal.Instant.compare(session.validUntil, host.clock.now()) <= 0;
  if (ended) return { session: null, refusal: 'join.expired' };
  const link = kind === 'native' ? session.supporterLink : session.browserLink;
  return link === null ? { session: null, refusal: 'join.noLink' } : { session, refusal: '' };
}

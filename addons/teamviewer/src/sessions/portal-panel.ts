import {
  type Addon,
  type FlatBlock,
  type Host,
  inlines,
  type PageContext,
  type Panel,
} from '@fernwart/addon-kit';
import { codeBlock } from './code-blocks.ts';
import { openLink } from './customer-link.ts';
import { noteWatching } from './note-watching.ts';
import { openSessionsFor, type SessionRow, sessionsOfActivity } from './store.ts';

type Page = NonNullable<Addon['pages']>[string];

/**
 * What the one on whose screen it happens reads of it: who, why, until when, and one button (design §8). Whoever was
 * invited sees it and nobody else, an agent no more than others; a supporter link never stands here.
 */
export const portalPanel: Panel = {
  async offered({ subject, viewer }, host) {
    return (await invitationTo(host, subject.id, viewer.id)) !== null;
  },
  async render(context, host) {
    const session = await invitationTo(host, context.subject.id, context.viewer.id);
    const topics = [`activity:${context.subject.id}`];
    if (session === null) return { blocks: [], topics };
    return { blocks: await sessionBlocks(context, host, session), topics };
  },
};

/** The same on the portal's first page, for every session that somebody could join now. */
export const portalPage: Page = {
  async render(context, host) {
    const invited = await openSessionsFor(host.sql, context.viewer.id);
    const current: SessionRow[] = [];
    for (const session of invited) {
      if ((await invitationTo(host, session.activityId, context.viewer.id))?.id === session.id)
        current.push(session);
    }
    const blocks: FlatBlock[] = [];
    for (const session of current) {
      if (current.length > 1) blocks.push({ type: 'heading', text: session.activityNumber });
      blocks.push(...(await sessionBlocks(context, host, session)));
    }
    return { blocks, topics: current.map((session) => `activity:${session.activityId}`) };
  },
};

/**
 * The activity's newest session that came about, if this person was invited to it and is still the activity's initiator;
 * one that is only being created does not hide the one before it.
 */
async function invitationTo(host: Host, activityId: string, personId: string): Promise<SessionRow | null> {
  const sessions = await sessionsOfActivity(host.sql, activityId);
  const newest = sessions.find((session) => session.code !== null);
  if (newest === undefined || newest.initiatorId !== personId) return null;
  const activity = await host.activities.get(activityId);
  return activity?.initiatorId === personId ? newest : null;
}

async function sessionBlocks(context: PageContext, host: Host, session: SessionRow): Promise<FlatBlock[]> {
  const { t } = context;
  const supporter = session.responsibleName ?? session.createdByName;
  if (session.state !== 'open') {
    const ended = session.endedAt === null ? [] : [inlines.text(' '), inlines.instant(session.endedAt)];
    return [{ type: 'content', content: [inlines.text(t('portal.ended', { supporter })), ...ended] }];
  }
  await noteWatching(host, session);
  const link = await openLink(host, session.id, 'customer', session.customerLink);
  return [
    { type: 'text', text: t(session.online ? 'portal.online' : 'portal.who', { supporter }), tone: 'strong' },
    ...(link === null
      ? [{ type: 'notice' as const, tone: 'warning' as const, text: t('portal.noLink') }]
      : [joinBlock(t('portal.join'), link)]),
    {
      type: 'facts',
      facts: [
        {
          label: t('portal.fact.who'),
          value: [inlines.person({ id: session.responsibleId ?? session.createdBy, name: supporter })],
        },
        {
          label: t('portal.fact.why'),
          value: [inlines.text(`${session.activityNumber}: ${session.activitySubject}`)],
        },
        ...(session.validUntil === null
          ? []
          : [{ label: t('fact.validUntil'), value: [inlines.instant(session.validUntil)] }]),
      ],
    },
    { type: 'heading', text: t('portal.expect') },
    {
      type: 'timeline',
      entries: [
        { title: t('portal.expect.program'), text: t('portal.expect.program.text') },
        { title: t('portal.expect.agree'), text: t('portal.expect.agree.text', { supporter }) },
        { title: t('portal.expect.stop'), text: t('portal.expect.stop.text') },
        {
          title: t('portal.expect.unexpected'),
          text: t('portal.expect.unexpected.text'),
          tone: 'warning',
        },
      ],
    },
    ...codeBlock(context, session),
  ];
}

function joinBlock(label: string, href: string): FlatBlock {
  return { type: 'links', links: [{ href, label, newTab: true, prominent: true }] };
}

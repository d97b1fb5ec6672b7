import {
  type Block,
  type FlatBlock,
  type Host,
  type Inline,
  inlines,
  type Panel,
  type ViewerContext,
} from '@fernwart/addon-kit';
import { clockTime } from '../shared/clock-time.ts';
import { isPassing, troubleText } from '../shared/trouble.ts';
import { codeBlock, customerLinkBlocks } from './code-blocks.ts';
import { openingsOf } from './live-store.ts';
import { unknownArrival } from './model.ts';
import { noteWatching } from './note-watching.ts';
import { mailText, sessionStrip } from './session-strip.ts';
import { type SessionRow, sessionsOfActivity } from './store.ts';

const worksAtDesk = (context: ViewerContext) =>
  context.viewer.roles.some((role) => role === 'agent' || role === 'administrator' || role === 'auditor');

/** The session of an activity as agents see it. */
export const sessionPanel: Panel = {
  async offered(context, host) {
    return worksAtDesk(context) && (await newest(context, host)) !== null;
  },
  async render(context, host) {
    const topics = [`activity:${context.subject.id}`];
    const session = await newest(context, host);
    if (session === null) return { blocks: [], topics };
    const activity = await host.activities.get(context.subject.id);
    const isResponsible = activity?.responsibleId === context.viewer.id;
    const seesLink = isResponsible || session.initiatorId === context.viewer.id;
    await noteWatching(host, session);
    return { blocks: await agentBlocks(context, host, session, isResponsible, seesLink), topics };
  },
};

async function newest(context: ViewerContext, host: Host): Promise<SessionRow | null> {
  const sessions = await sessionsOfActivity(host.sql, context.subject.id);
  return sessions[0] ?? null;
}

async function agentBlocks(
  context: ViewerContext,
  host: Host,
  session: SessionRow,
  isResponsible: boolean,
  seesLink: boolean,
): Promise<Block[]> {
  const { t } = context;
  const blocks: Block[] = [...stateNotices(context, session)];
  if (session.state === 'open') blocks.push(...codeBlock(context, session));
  blocks.push(sessionStrip(context, session));
  if (session.state === 'open' && seesLink)
    blocks.push(...(await customerLinkBlocks(context, host, session)));
  if (session.code !== null) {
    const openings = await openingsOf(host.sql, session.id);
    const opened = openings.map((one) => `${one.personName} (${t(`opening.${one.kind}`)})`);
    blocks.push({
      type: 'facts',
      facts: [
        ...(session.state === 'open' ? [] : [{ label: t('fact.code'), value: [inlines.code(session.code)] }]),
        ...instant(t('fact.validUntil'), session.validUntil),
        {
          label: t('fact.createdBy'),
          value: [inlines.person({ id: session.createdBy, name: session.createdByName })],
        },
        ...(session.initiatorId === null
          ? []
          : [
              {
                label: t('fact.customer'),
                value: [inlines.person({ id: session.initiatorId, name: session.initiatorName ?? '' })],
              },
            ]),
        {
          label: t('fact.invitation'),
          value: [inlines.text(t(mailText(session)))],
          ...(session.mailReason === null ? {} : { help: mailHelp(t, session.mailReason) }),
        },
        ...(opened.length === 0
          ? []
          : [{ label: t('fact.openedBy'), value: [inlines.text([...new Set(opened)].join(', '))] }]),
      ],
    });
  }
  if (session.state === 'open' && isResponsible) blocks.push(buttons(context, session));
  return blocks;
}

function mailHelp(t: ViewerContext['t'], reason: string): string {
  return reason === unknownArrival ? t('mail.state.unknown.help') : reason;
}

function stateNotices(context: ViewerContext, session: SessionRow): FlatBlock[] {
  const { t, language } = context;
  if (session.state === 'creating') {
    const text = creationText(context, session);
    const log: FlatBlock[] = session.runId === null ? [] : [{ type: 'log', run: session.runId }];
    return [{ type: 'notice', tone: session.failure === null ? 'info' : 'warning', text }, ...log];
  }
  if (session.state === 'failed') {
    const text = troubleText(t, language, session.failure ?? { code: 'never_clear' });
    return [{ type: 'notice', tone: 'danger', title: t('panel.failed'), text }];
  }
  return [];
}

function creationText({ t, language, viewer }: ViewerContext, { failure }: SessionRow): string {
  if (failure === null) return t('panel.creating');
  if (failure.code === 'slow_down') {
    const { until } = failure;
    return until === undefined
      ? t('panel.waiting.quota')
      : t('panel.waiting.quotaUntil', {
          until: clockTime(Temporal.Instant.from(until), viewer.timeZone, language),
        });
  }
  return isPassing(failure) ? t('panel.waiting') : troubleText(t, language, failure);
}

function buttons({ t }: ViewerContext, session: SessionRow): FlatBlock {
  const sendAgain = {
    action: 'send-again',
    label: t('action.sendAgain'),
    ...(session.customerLink === null ? { disabledReason: t('send.noLink') } : {}),
    ...(session.mailState === 'queued' ? { disabledReason: t('send.underWay') } : {}),
  };
  const end = {
    action: 'end-session',
    label: t('action.endSession'),
    tone: 'danger' as const,
    confirm: t('action.endSession.confirm'),
  };
  return { type: 'buttons', buttons: [sendAgain, end] };
}

function instant(label: string, at: Temporal.Instant | null): { label: string; value: Inline[] }[] {
  return at === null ? [] : [{ label, value: [inlines.instant(at)] }];
}

import type { Block, ViewerContext } from '@fernwart/addon-kit';
import { clockTime } from '../shared/clock-time.ts';
import { troubleText } from '../shared/trouble.ts';
import { unknownArrival } from './model.ts';
import type { SessionRow } from './store.ts';

interface Step {
  readonly title: string;
  readonly state: 'open' | 'current' | 'done' | 'failed';
  readonly at: Temporal.Instant | null;
  readonly text?: string;
}

/** The live strip: created → sent → customer online → ended → recorded. It claims no more than TeamViewer's `online` says. */
export function sessionStrip(context: ViewerContext, session: SessionRow): Block {
  const steps = [
    created(context, session),
    sent(context, session),
    online(context, session),
    ended(context, session),
    recorded(context, session),
  ];
  return {
    type: 'steps',
    label: context.t('strip'),
    steps: steps.map(({ title, state, at, text }) => ({
      title,
      state,
      ...(at === null ? {} : { at: at.toString() }),
      ...(text === undefined ? {} : { blocks: [{ type: 'text' as const, text, tone: 'dimmed' as const }] }),
    })),
  };
}

function created({ t }: ViewerContext, session: SessionRow): Step {
  const title = t('strip.created');
  // When it was asked for is not when it was created.
  if (session.state === 'creating') return { title, state: 'current', at: null };
  if (session.code === null) return { title, state: 'failed', at: session.endedAt };
  return { title, state: 'done', at: session.openedAt };
}

/** How the invitation stands, as a text's key: one that failed once and is tried on says so. */
export function mailText({ mailState, mailReason }: Pick<SessionRow, 'mailState' | 'mailReason'>): string {
  if (mailReason === unknownArrival) return 'mail.state.unknown';
  return mailState === 'queued' && mailReason !== null ? 'mail.state.retried' : `mail.state.${mailState}`;
}

function sent({ t }: ViewerContext, session: SessionRow): Step {
  const title = t('strip.sent');
  switch (session.mailState) {
    case 'accepted':
      return { title, state: 'done', at: session.mailAt };
    case 'queued':
      return { title, state: 'current', at: session.mailAt, text: t(mailText(session)) };
    case 'refused':
    case 'no_address':
    case 'no_link': {
      const told = session.state === 'open' ? `. ${t('strip.sent.tell')}` : '';
      const at = session.mailState === 'refused' ? session.mailAt : null;
      return { title, state: 'failed', at, text: `${t(mailText(session))}${told}` };
    }
    case 'none':
      return { title, state: 'open', at: null };
  }
}

function online({ t }: ViewerContext, session: SessionRow): Step {
  const title = t('strip.online');
  if (session.firstOnlineAt === null) return { title, state: 'open', at: null };
  const text =
    session.state === 'open' ? t(session.online ? 'strip.online.now' : 'strip.online.before') : undefined;
  const state = session.online ? 'current' : 'done';
  return { title, state, at: session.firstOnlineAt, ...(text === undefined ? {} : { text }) };
}

function ended({ t }: ViewerContext, session: SessionRow): Step {
  const title = t('strip.ended');
  if (session.state !== 'ended') return { title, state: 'open', at: null };
  return {
    title,
    state: 'done',
    at: session.endedAt,
    ...(session.endReason === null ? {} : { text: t(`end.${session.endReason}`) }),
  };
}

function recorded({ t, language, viewer }: ViewerContext, session: SessionRow): Step {
  const title = t('strip.recorded');
  switch (session.record) {
    case 'none':
      return { title, state: 'open', at: null };
    case 'due':
    case 'asking': {
      const until = session.graceUntil;
      const waiting =
        until === null
          ? undefined
          : t('strip.waiting', { until: clockTime(until, viewer.timeZone, language) });
      const trouble = session.askTrouble === null ? undefined : troubleText(t, language, session.askTrouble);
      const text = [waiting, trouble].filter((part) => part !== undefined).join(' ');
      return { title, state: 'current', at: null, text };
    }
    case 'written':
    case 'nothing':
      return { title, state: 'done', at: session.recordedAt, text: t(`record.${session.record}`) };
    case 'undetermined':
      return { title, state: 'failed', at: session.recordedAt, text: t('record.undetermined') };
  }
}

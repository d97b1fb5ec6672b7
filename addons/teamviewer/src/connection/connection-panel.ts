import {
  type Block,
  type FlatBlock,
  type Host,
  type Inline,
  inlines,
  type Panel,
  type ViewerContext,
} from '@fernwart/addon-kit';
import { PERMISSIONS } from '@fernwart/teamviewer';
import { findSettings } from '../configuration/find-settings.ts';
import { missingForAuthorization, type Settings } from '../configuration/settings.ts';
import { permissionLabel, troubleText } from '../shared/trouble.ts';
import { inlineText } from '../shared/words.ts';
import { openAttemptUntil } from './attempt-store.ts';
import { missingText } from './authorize.ts';
import { dayText } from './credentials-end.ts';
import { renewAt } from './model.ts';
import { type Connection, findConnection, type RightState } from './store.ts';

/** How the connection stands, and the guide that leads to it. */
export const connectionPanel: Panel = {
  offered: (context) => context.viewer.roles.includes('administrator'),
  async render(context, host) {
    const settings = await findSettings(host, context.subject.id);
    const topics = [`configuration:${context.subject.id}`];
    if (settings === null) return { blocks: [], topics };
    const connection = await findConnection(host.sql, settings.id);
    const now = host.clock.now();
    const pasteUntil = await openAttemptUntil(host.sql, settings.id, context.viewer.id, now);
    const blocks: Block[] = [
      ...troubleBlocks(context, connection),
      ...stateBlocks(context, settings, connection),
      ...rightBlocks(context, connection),
      guide(context, host, settings, connection, pasteUntil),
    ];
    return { blocks, topics };
  },
};

function troubleBlocks({ t, language }: ViewerContext, connection: Connection | null): FlatBlock[] {
  if (connection === null || connection.trouble === null) return [];
  const broken = connection.state === 'reconnect_needed';
  return [
    {
      type: 'notice',
      tone: broken ? 'danger' : 'warning',
      title: t(broken ? 'connection.broken' : 'connection.disturbed'),
      text: troubleText(t, language, connection.trouble),
    },
  ];
}

function stateBlocks(
  context: ViewerContext,
  { credentialsUntil }: Settings,
  connection: Connection | null,
): FlatBlock[] {
  const { t } = context;
  if (connection === null || connection.state === 'disconnected') {
    return [{ type: 'text', text: t('connection.none'), tone: 'dimmed' }];
  }
  const connected = connection.state === 'connected';
  const facts = [
    {
      label: t('fact.token'),
      value: [inlines.strong(t(connected ? 'fact.token.valid' : 'fact.token.broken'))],
      tick: connected,
      tone: connected ? ('success' as const) : ('danger' as const),
      tooltip: tokenTooltip(context, connection),
    },
    ...instantFact(t('fact.expires'), connection.expiresAt, t('fact.expires.never')),
    ...(connection.obtainedAt === null || connection.expiresAt === null || !connected
      ? []
      : instantFact(t('fact.renewal'), renewAt(connection.obtainedAt, connection.expiresAt))),
    ...instantFact(t('fact.connectedSince'), connection.connectedSince),
    ...instantFact(t('fact.lastGood'), connection.lastGoodAt),
    ...(credentialsUntil === null
      ? []
      : [
          {
            label: t('fact.credentials'),
            value: [inlines.text(dayText(credentialsUntil, context.language))],
          },
        ]),
  ];
  const renewable = connected && connection.refreshToken !== null;
  const renewNow = { action: 'get-token', label: t('connection.renewNow') };
  return [
    { type: 'facts', facts },
    ...(renewable ? [{ type: 'buttons' as const, buttons: [renewNow] }] : []),
  ];
}

/** Identifies the token by its first characters (acceptance 40); only administrators see this panel. */
function tokenTooltip({ t }: ViewerContext, connection: Connection): string {
  return t('token.tooltip', {
    start: connection.tokenStart ?? '–',
    expires:
      connection.expiresAt?.toString({ smallestUnit: 'minute' }).replace('T', ' ').replace('Z', ' UTC') ??
      '–',
    account: connection.accountName ?? t('token.account.unreadable'),
  });
}

function instantFact(
  label: string,
  at: Temporal.Instant | null,
  otherwise?: string,
): { label: string; value: Inline[] }[] {
  if (at !== null) return [{ label, value: [inlines.instant(at)] }];
  return otherwise === undefined ? [] : [{ label, value: [inlines.text(otherwise)] }];
}

const rightTones = {
  granted: 'success',
  covered: 'success',
  missing: 'danger',
  not_licensed: 'warning',
  at_first_use: 'neutral',
  unknown: 'neutral',
} as const satisfies Record<RightState, string>;

/** Each of the eleven permissions as it was found, in the words of TeamViewer's form. */
function rightBlocks({ t, language }: ViewerContext, connection: Connection | null): FlatBlock[] {
  if (connection === null || connection.state === 'disconnected') return [];
  const facts = PERMISSIONS.map(({ key }) => {
    const state = connection.permissions[key] ?? 'unknown';
    return {
      label: permissionLabel(key, language),
      value: [inlines.text(t(`right.${state}`))],
      tone: rightTones[state],
      tick: rightTones[state] === 'success',
      ...(key === 'sessions.viewAll' && state === 'at_first_use' ? { help: t('right.viewAll.help') } : {}),
    };
  });
  const missing = facts.filter((fact) => fact.tone === 'danger').map((fact) => fact.label);
  const notice: FlatBlock[] =
    missing.length === 0
      ? []
      : [{ type: 'notice', tone: 'danger', text: t('rights.missing', { rights: missing.join(', ') }) }];
  return [{ type: 'heading', text: t('rights.heading') }, ...notice, { type: 'facts', facts }];
}

/** The way through TeamViewer's side; a step ticks itself where its end can be known. */
function guide(
  context: ViewerContext,
  host: Host,
  settings: Settings,
  connection: Connection | null,
  pasteUntil: Temporal.Instant | null,
): Block {
  const { t } = context;
  const entered = settings.clientId !== '' && settings.clientSecret !== null;
  const connected = connection?.state === 'connected';
  const missing = missingForAuthorization(settings);
  const own = host.callbackUrl(settings.id);
  const foreign = settings.redirectUrl !== '' && settings.redirectUrl !== own;
  const done = (is: boolean): 'done' | 'open' => (is ? 'done' : 'open');
  const steps = [
    { title: t('guide.signIn'), state: done(entered), blocks: [textBlock(t('guide.signIn.text'))] },
    {
      title: t('guide.createApp'),
      state: done(entered),
      blocks: [
        textBlock(t('guide.createApp.text')),
        {
          type: 'facts' as const,
          facts: [{ label: t('field.redirectUrl'), value: [inlines.code(own)], copy: own }],
        },
      ],
    },
    { title: t('guide.rights'), state: done(entered), blocks: rightsList(context) },
    { title: t('guide.enter'), state: done(entered), blocks: [textBlock(t('guide.enter.text'))] },
    {
      title: t('guide.authorize'),
      state: done(connected),
      blocks: [
        textBlock(t('guide.authorize.text')),
        ...(foreign ? [{ type: 'notice' as const, tone: 'warning' as const, text: t('guide.foreign') }] : []),
        {
          type: 'links' as const,
          links: [
            {
              href: host.linkUrl('authorize', { type: 'configuration', id: settings.id }),
              label: t('action.authorize'),
              newTab: true,
              prominent: !connected,
              ...(missing.length === 0 ? {} : { disabledReason: missingText(context, missing) }),
            },
          ],
        },
        ...(foreign && missing.length === 0 ? pasteBlocks(context, pasteUntil) : []),
      ],
    },
    { title: t('guide.token'), state: done(connected), blocks: [textBlock(t('guide.token.text'))] },
  ];
  return { type: 'steps', label: t('guide'), steps: withCurrent(steps) };
}

function withCurrent<S extends { state: 'open' | 'done' }>(
  steps: readonly S[],
): (S | (Omit<S, 'state'> & { state: 'current' }))[] {
  const first = steps.findIndex((step) => step.state === 'open');
  return steps.map((step, index) => (index === first ? { ...step, state: 'current' as const } : step));
}

function rightsList({ language }: ViewerContext): FlatBlock[] {
  const groups = new Map<string, string[]>();
  for (const { group, entry } of PERMISSIONS) {
    groups.set(group[language], [...(groups.get(group[language]) ?? []), entry[language]]);
  }
  const facts = [...groups].map(([label, entries]) => ({ label, value: [inlines.text(entries.join(', '))] }));
  return [{ type: 'facts', facts }];
}

/** The form for a copied code, with the time that is left at most once the address was opened. */
function pasteBlocks({ t }: ViewerContext, until: Temporal.Instant | null): FlatBlock[] {
  const form: FlatBlock = {
    type: 'form',
    form: 'paste-code',
    fields: [
      {
        name: 'code',
        label: t('paste.field'),
        help: t('paste.help'),
        kind: 'text',
        required: true,
        maxLength: 8192,
      },
    ],
    values: {},
    submitLabel: t('paste.submit'),
  };
  if (until === null) return [form];
  return [
    { type: 'content', content: inlineText(t('paste.until'), { until: inlines.instant(until) }) },
    form,
  ];
}

function textBlock(text: string): FlatBlock {
  return { type: 'text', text };
}

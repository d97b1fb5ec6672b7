import { type Block, type Host, inlines, type Panel, type ViewerContext } from '@fernwart/addon-kit';
import { LICENCE_QUOTAS } from '@fernwart/teamviewer';
import { findSettings } from '../configuration/find-settings.ts';
import type { Settings } from '../configuration/settings.ts';
import { currentInterval } from '../sessions/poll-interval.ts';
import { openSessionsOf } from '../sessions/store.ts';
import { callSeries, type FunctionHealth, functionHealth } from './health-model.ts';
import { callWindows, recentDrift } from './health-store.ts';
import { findConnection } from './store.ts';

/** What the connection costs of the licence's quota, what was refused, and what TeamViewer answered that nobody knew. */
export const healthPanel: Panel = {
  async offered(context, host) {
    return (
      context.viewer.roles.includes('administrator') &&
      (await findConnection(host.sql, context.subject.id)) !== null
    );
  },
  async render(context, host) {
    const topics = [`configuration:${context.subject.id}`];
    const settings = await findSettings(host, context.subject.id);
    return { blocks: settings === null ? [] : await healthBlocks(context, host, settings), topics };
  },
};

async function healthBlocks(context: ViewerContext, host: Host, settings: Settings): Promise<Block[]> {
  const { t, viewer, language } = context;
  const now = host.clock.now();
  const quota = LICENCE_QUOTAS[settings.licence];
  const windows = await callWindows(host.sql, settings.id);
  const startOfDay = now.toZonedDateTimeISO(viewer.timeZone).startOfDay().toInstant();
  const functions = windows.map(({ fn, state }) => functionHealth(fn, state, quota, now, startOfDay));
  if (functions.length === 0) return [{ type: 'text', text: t('health.none'), tone: 'dimmed' }];
  const format = new Intl.NumberFormat(language);
  const blocks: Block[] = [
    {
      type: 'chart',
      label: t('health.chart'),
      unit: t('health.unit'),
      series: [
        {
          label: t('health.calls'),
          points: callSeries(
            windows.flatMap((one) => one.state.cells),
            now,
            30,
          ).map(({ at, value }) => ({ at: at.toString(), value })),
        },
      ],
    },
    { type: 'text', text: await pollText(context, host, settings) },
    {
      type: 'text',
      text: t('health.quota', { quota: format.format(quota.calls), hours: quota.window.total('hours') }),
      tone: 'dimmed',
    },
    {
      type: 'facts',
      facts: functions.map((one) => ({
        label: one.fn,
        value: [
          inlines.text(
            t('health.used', {
              used: format.format(one.used),
              quota: format.format(one.quota),
              forecast: format.format(one.forecast),
            }),
          ),
        ],
        tone: toneOf(one),
        ...(one.refusedAt === null ? {} : { help: t('health.refused') }),
      })),
    },
  ];
  const drift = await recentDrift(host.sql, settings.id, now.subtract({ hours: 24 * 7 }));
  if (drift.length > 0) {
    blocks.push(
      { type: 'heading', text: t('health.drift') },
      { type: 'text', text: t('health.drift.text'), tone: 'dimmed' },
    );
    blocks.push({
      type: 'facts',
      facts: drift.map((one) => ({
        label: `${one.fn}: ${one.field}`,
        value: [
          inlines.text(t(`drift.${one.kind}`)),
          ...(one.value === '' ? [] : [inlines.text(' '), inlines.code(one.value)]),
        ],
      })),
    });
  }
  return blocks;
}

function toneOf(one: FunctionHealth): 'danger' | 'warning' | 'neutral' {
  if (one.refusedAt !== null) return 'danger';
  return one.used > one.quota * 0.8 || one.forecast > one.quota ? 'warning' : 'neutral';
}

/** What watching open sessions costs at the moment. */
async function pollText({ t, language }: ViewerContext, host: Host, settings: Settings): Promise<string> {
  const sessions = await openSessionsOf(host.sql, settings.id);
  if (sessions.length === 0) return t('health.poll.rests');
  const { seconds } = await currentInterval(host, settings, sessions, 1);
  const day = new Intl.NumberFormat(language).format(Math.round(86_400 / seconds));
  return t('health.poll', { open: sessions.length, seconds, day });
}

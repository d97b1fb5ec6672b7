import type { Addon, Block, Host, PageContext } from '@fernwart/addon-kit';
import { inlines } from '@fernwart/addon-kit';
import { troubleText } from '../shared/trouble.ts';
import { sayCount } from '../shared/words.ts';
import { countOpen } from './inbox-store.ts';
import { listSyncs, type Sync } from './sync-store.ts';

type Page = NonNullable<Addon['pages']>[string];

/** The last synchronisation, what it changes or would change, and the buttons to try it and to apply it. */
export const syncPage: Page = {
  async render(context, host) {
    const [last] = await listSyncs(host.sql, 1);
    const topics = ['runs', 'assets', ...(last === undefined ? [] : [`run:${last.id}`])];
    return { blocks: await pageBlocks(context, host, last), topics };
  },
};

async function pageBlocks(context: PageContext, host: Host, last: Sync | undefined): Promise<Block[]> {
  const { t } = context;
  const preview: Block = {
    type: 'buttons',
    buttons: [
      {
        action: 'preview-sync',
        label: t('sync.preview'),
        ...(last?.active === true
          ? { disabledReason: t('sync.isActive') }
          : { prominent: !isToBeDecided(last) }),
      },
    ],
  };
  const explained: Block = { type: 'text', text: t('sync.explained'), tone: 'dimmed' };
  if (last === undefined) {
    const toActivations = { href: '/administration/engine-activations', label: t('sync.toActivations') };
    return [
      explained,
      { type: 'text', text: t('sync.never') },
      preview,
      { type: 'links', links: [toActivations] },
    ];
  }
  if (last.active) return [explained, facts(context, last), { type: 'log', run: last.id }, preview];
  const open = Object.values(await countOpen(host.sql)).reduce((sum, count) => sum + count, 0);
  return [
    explained,
    ...verdict(context, last),
    facts(context, last),
    preview,
    ...(open > 0
      ? [
          {
            type: 'links' as const,
            links: [{ href: '/packages/teamviewer/device-inbox', label: t('sync.toInbox', { count: open }) }],
          },
        ]
      : []),
    changesTable(context, last),
  ];
}

/** Whether it waits for somebody to apply it. */
function isToBeDecided(last: Sync | undefined): boolean {
  const { assign = 0, replace = 0, remove = 0 } = last?.counts ?? {};
  return last?.phase === 'braked' || (last?.phase === 'previewed' && assign + replace + remove > 0);
}

/** What is to be done about the last one, where something is. */
function verdict({ t, language }: PageContext, last: Sync): Block[] {
  const apply = (label: string, confirm: string): Block => ({
    type: 'buttons',
    buttons: [
      { action: 'apply-preview', label, confirm, prominent: true, tone: 'info', input: { preview: last.id } },
    ],
  });
  const changes = changesText(t, language, last);
  if (last.phase === 'previewed') {
    const text = changes === '' ? t('sync.previewNothing') : t('sync.previewText', { changes });
    const notice: Block = { type: 'notice', tone: 'info', title: t('sync.phase.previewed'), text };
    if (!isToBeDecided(last)) return [notice];
    return [notice, apply(t('sync.apply'), t('sync.apply.confirm'))];
  }
  if (last.phase === 'braked') {
    const text = t('sync.brakedText', { changes });
    return [
      { type: 'notice', tone: 'warning', title: t('sync.phase.braked'), text },
      apply(t('sync.applyBraked'), t('sync.applyBraked.confirm')),
    ];
  }
  if (last.phase === 'failed' && last.trouble !== null) {
    return [{ type: 'notice', tone: 'danger', text: troubleText(t, language, last.trouble) }];
  }
  return [];
}

/** What it does or would do, as far as that is anything. */
function changesText(t: PageContext['t'], language: string, { counts }: Sync): string {
  const parts = ['assign', 'replace', 'remove', 'vanished'].flatMap((name) => {
    const count = counts[name] ?? 0;
    return count === 0 ? [] : [sayCount(t, `sync.part.${name}`, count)];
  });
  return new Intl.ListFormat(language).format(parts);
}

function facts({ t, language }: PageContext, last: Sync): Block {
  const format = new Intl.NumberFormat(language);
  const isDone = last.phase === 'done';
  const counts = [
    'devices',
    'assets',
    'matched',
    'assign',
    'replace',
    'remove',
    'written',
    'keptByHand',
    'vanished',
    'broken',
    'inbox',
  ].flatMap((name) => {
    const count = last.counts[name];
    const isNothing = count === 0 && ['keptByHand', 'vanished', 'broken', 'remove'].includes(name);
    // Before anything is written the notice above says what would be.
    const isToCome = !isDone && ['assign', 'replace', 'remove', 'written', 'keptByHand'].includes(name);
    if (count === undefined || isNothing || isToCome) return [];
    const label = t(name === 'inbox' && !isDone ? 'sync.count.inboxThen' : `sync.count.${name}`);
    return [{ label, value: [inlines.text(format.format(count))] }];
  });
  return {
    type: 'facts',
    facts: [
      {
        label: t(last.phase === 'previewed' ? 'sync.lastPreview' : 'sync.last'),
        value: [inlines.instant(last.startedAt)],
      },
      { label: t('sync.state'), value: [inlines.text(t(`sync.phase.${last.phase}`))] },
      ...counts,
    ],
  };
}

function changesTable({ t }: PageContext, last: Sync): Block {
  return {
    type: 'table',
    source: 'sync-changes',
    label: t(last.phase === 'done' ? 'sync.changesDone' : 'sync.changesPlanned'),
    columns: [
      { name: 'asset', label: t('sync.asset'), kind: 'link' },
      { name: 'before', label: t('sync.before'), kind: 'text' },
      { name: 'after', label: t('sync.after'), kind: 'text' },
      { name: 'why', label: t('sync.why'), kind: 'text' },
      { name: 'kind', label: t('sync.kind'), kind: 'badge' },
      { name: 'device', label: t('sync.device'), kind: 'text' },
    ],
    filters: [
      {
        name: 'kind',
        label: t('sync.kind'),
        options: ['assign', 'replace', 'remove'].map((value) => ({ value, label: t(`sync.kind.${value}`) })),
      },
    ],
    searchable: true,
    csv: true,
    empty: t('sync.noChanges'),
  };
}

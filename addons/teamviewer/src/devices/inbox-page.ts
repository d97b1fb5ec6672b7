import type { Addon, Block, BlockButton, PageContext } from '@fernwart/addon-kit';
import { type InboxItem, inboxKinds, pressingItems } from './inbox-store.ts';
import { itemText, itemTitle } from './inbox-words.ts';
import { tellApart } from './tell-apart.ts';

type Page = NonNullable<Addon['pages']>[string];

/** More than these are in the table below. */
const mostShown = 30;
const mostChoices = 4;

/** What must not be guessed, with the decisions that a person can take. */
export const inboxPage: Page = {
  async render(context, host) {
    const pressing = await pressingItems(host.sql, mostShown);
    const items = await Promise.all(pressing.map((item) => tellApart(host, item)));
    const { t } = context;
    const blocks: Block[] = [
      { type: 'text', text: t('inbox.explained'), tone: 'dimmed' },
      {
        type: 'inbox',
        label: t('inbox.label'),
        empty: t('inbox.empty'),
        items: items.map((item) => ({
          id: item.id,
          title: itemTitle(t, item),
          text: itemText(t, item),
          decisions: decisionsFor(context, item),
        })),
      },
      { type: 'heading', text: t('inbox.linkHeading') },
      {
        type: 'form',
        form: 'link-device',
        fields: [
          { name: 'teamviewerId', label: t('inbox.field.id'), kind: 'text', required: true, maxLength: 20 },
          {
            name: 'asset',
            label: t('inbox.field.asset'),
            help: t('inbox.field.asset.help'),
            kind: 'text',
            required: true,
            maxLength: 200,
          },
        ],
        values: {},
        submitLabel: t('inbox.link'),
      },
      itemsTable(context),
      decisionsTable(context),
    ];
    return { blocks, topics: ['assets'] };
  },
};

/** Links that are possible, and to leave it alone. An ID set by hand is changed on the asset, by hand. */
export function decisionsFor({ t }: PageContext, item: InboxItem): BlockButton[] {
  const links = item.kind === 'by_hand_differs' ? [] : linksFor(t, item);
  return [
    ...links,
    ...createsFor(t, item),
    { action: 'decide-device', label: t('inbox.ignore'), input: { item: item.id, decision: 'ignore' } },
  ];
}

const withoutAsset: readonly InboxItem['kind'][] = ['unmatched', 'ambiguous', 'contradiction', 'two_devices'];

/** An asset of its own for a machine whose ID no asset has. */
function createsFor(t: PageContext['t'], { id, kind, details }: InboxItem): BlockButton[] {
  if (!withoutAsset.includes(kind)) return [];
  const held = new Set(details.assets.map((asset) => asset.teamviewerId));
  const machines = new Map(details.devices.map((device) => [device.teamviewerId, device]));
  const free = [...machines.values()].filter(
    ({ teamviewerId }) => teamviewerId !== null && !held.has(teamviewerId),
  );
  return free.slice(0, 2).map((device) => ({
    action: 'decide-device',
    label: free.length > 1 ? t('inbox.createFor', { id: device.teamviewerId ?? '' }) : t('inbox.create'),
    input: { item: id, decision: 'create', device: device.id },
  }));
}

function linksFor(t: PageContext['t'], item: InboxItem): BlockButton[] {
  const { devices, assets } = item.details;
  const several = new Set(devices.map((device) => device.teamviewerId)).size > 1;
  const isShared = item.kind === 'one_id_two_assets';
  return devices
    .filter((device, at) => devices.findIndex((one) => one.teamviewerId === device.teamviewerId) === at)
    .flatMap((device) => assets.map((asset) => ({ device, asset })))
    .filter(
      ({ device, asset }) =>
        device.teamviewerId !== null && (isShared || asset.teamviewerId !== device.teamviewerId),
    )
    .slice(0, mostChoices)
    .map(({ device, asset }) => ({
      action: 'decide-device',
      label: several
        ? t('inbox.linkBoth', { id: device.teamviewerId ?? '–', asset: asset.name })
        : t('inbox.linkWith', { asset: asset.name }),
      input: { item: item.id, decision: 'link', device: device.id, asset: asset.id },
      ...confirmFor(t, device, asset),
    }));
}

function confirmFor(
  t: PageContext['t'],
  device: InboxItem['details']['devices'][number],
  asset: InboxItem['details']['assets'][number],
): { confirm?: string } {
  if (asset.teamviewerId === null) return {};
  const values = { asset: asset.name, id: asset.teamviewerId };
  const keeps = asset.teamviewerId === device.teamviewerId;
  return { confirm: t(keeps ? 'inbox.keepConfirm' : 'inbox.replaceConfirm', values) };
}

function itemsTable({ t }: PageContext): Block {
  return {
    type: 'table',
    source: 'inbox',
    label: t('inbox.all'),
    columns: [
      { name: 'kind', label: t('inbox.kind'), kind: 'badge' },
      { name: 'device', label: t('sync.device'), kind: 'text' },
      { name: 'id', label: t('devices.id'), kind: 'text' },
      { name: 'group', label: t('devices.group'), kind: 'text' },
      { name: 'asset', label: t('sync.asset'), kind: 'text' },
      { name: 'since', label: t('inbox.since'), kind: 'instant' },
    ],
    filters: [
      {
        name: 'kind',
        label: t('inbox.kind'),
        options: inboxKinds.map((value) => ({ value, label: t(`inbox.kind.${value}`) })),
      },
    ],
    searchable: true,
    csv: true,
    empty: t('inbox.empty'),
  };
}

function decisionsTable({ t }: PageContext): Block {
  return {
    type: 'table',
    source: 'decisions',
    label: t('inbox.decisions'),
    columns: [
      { name: 'decision', label: t('inbox.decision'), kind: 'badge' },
      { name: 'title', label: t('inbox.what'), kind: 'text' },
      { name: 'kind', label: t('inbox.kind'), kind: 'text' },
      { name: 'asset', label: t('sync.asset'), kind: 'link' },
      { name: 'person', label: t('inbox.who'), kind: 'text' },
      { name: 'at', label: t('inbox.when'), kind: 'instant' },
    ],
    empty: t('inbox.noDecisions'),
  };
}

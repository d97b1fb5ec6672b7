import type { Say } from '../shared/words.ts';
import type { InboxItem } from './inbox-store.ts';

/** An item in one line: its devices and assets by name. */
export function itemTitle(say: Say, item: InboxItem): string {
  return say(`inbox.title.${item.kind}`, { device: deviceNames(item), asset: assetNames(item) });
}

/** What is the matter, and what can be done. */
export function itemText(say: Say, item: InboxItem): string {
  const [asset] = item.details.assets;
  return say(`inbox.text.${item.kind}`, {
    devices: devicesText(item),
    assets: assetsText(item.details.assets),
    holder: listed(item.details.assets.filter(({ id }) => id === item.assetId).map(({ name }) => name)),
    others: assetsText(item.details.assets.filter(({ id }) => id !== item.assetId)),
    id: asset?.teamviewerId ?? '–',
  });
}

/** What an item is about, in names alone: it is kept with the decision, for readers of every language. */
export function itemName(item: InboxItem): string {
  return item.kind === 'by_hand_differs' || item.kind === 'two_devices'
    ? assetNames(item)
    : deviceNames(item);
}

export function deviceNames(item: InboxItem): string {
  const names = item.details.devices.map((device) => (device.name === '' ? device.id : device.name));
  return listed([...new Set(names)]);
}

export function assetNames(item: InboxItem): string {
  return listed(item.details.assets.map((asset) => asset.name));
}

function devicesText(item: InboxItem): string {
  return listed(
    item.details.devices.map(({ name, id, teamviewerId, group }) =>
      [`${name === '' ? id : name} (${teamviewerId ?? '–'})`, ...(group === null ? [] : [group])].join(' · '),
    ),
  );
}

function assetsText(assets: InboxItem['details']['assets']): string {
  return listed(
    assets.map(({ name, teamviewerId }) => (teamviewerId === null ? name : `${name} (${teamviewerId})`)),
  );
}

function listed(texts: readonly string[]): string {
  return texts.length === 0 ? '–' : texts.join(', ');
}

import type { Host } from '@fernwart/addon-kit';
import type { InboxItem } from './inbox-store.ts';

/** Assets of one item that bear the same name are told apart by inventory or serial number. */
export async function tellApart(host: Pick<Host, 'assets'>, item: InboxItem): Promise<InboxItem> {
  const { assets } = item.details;
  const isTwin = ({ id, name }: (typeof assets)[number]) =>
    assets.some((other) => other.id !== id && other.name === name);
  if (!assets.some(isTwin)) return item;
  const told = assets.map(async (asset) => {
    if (!isTwin(asset)) return asset;
    const known = await host.assets.get(asset.id);
    const number = known?.inventoryNumber ?? known?.serialNumber ?? asset.id.slice(-6);
    return { ...asset, name: `${asset.name} · ${number}` };
  });
  return { ...item, details: { ...item.details, assets: await Promise.all(told) } };
}

import type { Host, Outcome, PersonSnapshot } from '@fernwart/addon-kit';
import type { Say } from '../shared/words.ts';
import { type Decision, linkDevices, removeDecision, storeDecision } from './decision-store.ts';
import { noteNewIds } from './history-store.ts';
import { idAttribute, isTeamViewerId } from './teamviewer-id.ts';

export interface LinkWish {
  readonly itemId: string;
  readonly title: string;
  readonly device: {
    readonly configurationId: string;
    readonly deviceId: string;
    readonly teamviewerId: string;
  };
  readonly assetId: string;
  /** Assets that may hold the ID now; it leaves them. */
  readonly others: readonly string[];
}

/** Gives a device's ID to an asset because a person says so, at once and in every later synchronisation. */
export async function linkDevice(
  host: Host,
  viewer: PersonSnapshot,
  t: Say,
  wish: LinkWish,
): Promise<Outcome> {
  const { teamviewerId } = wish.device;
  const asset = await host.assets.get(wish.assetId);
  if (asset === null || !isTeamViewerId(teamviewerId)) return refused(t('inbox.gone'));
  const held = asset.attributes[idAttribute];
  if (held?.origin === 'by_hand' && held.value !== teamviewerId) {
    return refused(t('inbox.setByHand', { asset: asset.name }));
  }
  const holders = await holdersAmong(host, wish.others, wish.assetId, teamviewerId);
  const byHand = holders.find((other) => other.origin === 'by_hand');
  if (byHand !== undefined) return refused(t('inbox.setByHand', { asset: byHand.name }));
  const now = host.clock.now();
  await host.transaction(async (tx) => {
    await storeDecision(tx.sql, {
      itemId: wish.itemId,
      kind: 'link',
      title: wish.title,
      configurationId: wish.device.configurationId,
      deviceId: wish.device.deviceId,
      teamviewerId,
      assetId: asset.id,
      assetName: asset.name,
      personId: viewer.id,
      personName: viewer.name,
      decidedAt: now,
      created: false,
    });
    const writes = [
      ...holders.map((other) => ({ assetId: other.id, after: null })),
      ...(held?.value === teamviewerId ? [] : [{ assetId: asset.id, after: teamviewerId }]),
    ];
    await tx.assets.setAttributes(
      writes.map(({ assetId, after }) => ({
        assetId,
        attribute: idAttribute,
        value: after,
        origin: 'synchronised' as const,
      })),
    );
    await noteNewIds(tx.sql, writes, now);
    await linkDevices(tx.sql, teamviewerId, asset.id, now);
    await tx.touch('assets');
    await tx.touch(`asset:${asset.id}`);
  });
  await noteDecision(host, viewer.id, 'link', asset.id, teamviewerId);
  return { kind: 'notice', tone: 'success', text: t('inbox.linked', { asset: asset.name }) };
}

/** Makes an asset of a device that has none, by the device's name and with its ID. */
export async function createAssetFor(
  host: Host,
  viewer: PersonSnapshot,
  t: Say,
  wish: Omit<LinkWish, 'assetId' | 'others'> & { readonly name: string },
): Promise<Outcome> {
  const { teamviewerId } = wish.device;
  if (!isTeamViewerId(teamviewerId)) return refused(t('inbox.gone'));
  const now = host.clock.now();
  const assetId = await host.transaction(async (tx) => {
    const id = await tx.assets.create({ name: wish.name });
    await storeDecision(tx.sql, {
      itemId: wish.itemId,
      kind: 'link',
      title: wish.title,
      configurationId: wish.device.configurationId,
      deviceId: wish.device.deviceId,
      teamviewerId,
      assetId: id,
      assetName: wish.name,
      personId: viewer.id,
      personName: viewer.name,
      decidedAt: now,
      created: true,
    });
    await tx.assets.setAttributes([
      { assetId: id, attribute: idAttribute, value: teamviewerId, origin: 'synchronised' },
    ]);
    await noteNewIds(tx.sql, [{ assetId: id, after: teamviewerId }], now);
    await linkDevices(tx.sql, teamviewerId, id, now);
    await tx.touch('assets');
    return id;
  });
  await noteDecision(host, viewer.id, 'create', assetId, teamviewerId);
  return { kind: 'notice', tone: 'success', text: t('inbox.created', { asset: wish.name }) };
}

/** What somebody decided belongs into the audit record. */
export async function noteDecision(
  host: Host,
  personId: string,
  decision: 'link' | 'create' | 'ignore' | 'take_back',
  assetId: string | null,
  teamviewerId: string | null,
): Promise<void> {
  await host.audit({
    action: `device.${decision}`,
    outcome: 'done',
    personId,
    ...(assetId === null ? {} : { subject: { type: 'asset', id: assetId } }),
    details: { teamviewerId },
  });
}

async function holdersAmong(host: Host, ids: readonly string[], except: string, teamviewerId: string) {
  const assets = await Promise.all(ids.filter((id) => id !== except).map((id) => host.assets.get(id)));
  return assets.flatMap((asset) => {
    const held = asset?.attributes[idAttribute];
    return asset === null || held?.value !== teamviewerId
      ? []
      : [{ id: asset.id, name: asset.name, origin: held.origin }];
  });
}

/**
 * Takes a decision back: an ID that it gave leaves the asset again, an asset that it created goes unless somebody has
 * touched it, and the question comes back with the next run. Answers whether such an asset stays.
 */
export async function takeBack(
  host: Host,
  personId: string,
  decision: Decision,
): Promise<{ stays: boolean }> {
  const asset =
    decision.kind === 'link' && decision.assetId !== null ? await host.assets.get(decision.assetId) : null;
  const held = asset?.attributes[idAttribute];
  const gives = held?.origin === 'synchronised' && held.value === decision.teamviewerId;
  const stays = await host.transaction(async (tx) => {
    await removeDecision(tx.sql, decision.itemId);
    if (asset !== null && gives) {
      const write = { assetId: asset.id, attribute: idAttribute, value: null };
      await tx.assets.setAttributes([{ ...write, origin: 'synchronised' }]);
      await noteNewIds(tx.sql, [{ assetId: asset.id, after: null }], host.clock.now());
      await tx.touch(`asset:${asset.id}`);
    }
    if (decision.kind === 'link' && decision.teamviewerId !== null)
      await linkDevices(tx.sql, decision.teamviewerId, null, host.clock.now());
    await tx.touch('assets');
    return decision.created && asset !== null && !(await tx.assets.withdraw(asset.id));
  });
  await noteDecision(host, personId, 'take_back', decision.assetId, decision.teamviewerId);
  return { stays };
}

function refused(text: string): Outcome {
  return { kind: 'notice', tone: 'warning', text };
}

import type { Action, Link } from '@fernwart/addon-kit';
import { startAddress } from '../devices/teamviewer-id.ts';
import { insertDeviceOpening, recentChoice } from './connect-store.ts';
import { connectableAssets } from './connectable.ts';

/** A choice is meant for the link that follows it at once. */
const choiceHolds = Temporal.Duration.from({ minutes: 2 });

/** „Mit Asset verbinden“ while one asset is suitable: a link that opens at once (acceptance 71–74). */
export const connectAssetAction: Action = {
  offered: async (context, host) => (await connectableAssets(context, host)).length === 1,
};

/** Leads to TeamViewer's start page for the asset and records who went there, to which asset, for which activity. */
export const connectAssetLink: Link = {
  async open(context, host) {
    const { viewer, subject, t } = context;
    const activity = await host.activities.get(subject.id);
    const assets = activity === null ? [] : await connectableAssets(context, host);
    if (activity === null || assets.length === 0) return { kind: 'refused', text: t('unattended.refused') };
    const now = host.clock.now();
    const chosen = await recentChoice(host.sql, viewer.id, subject.id, now.subtract(choiceHolds));
    const asset = assets.length === 1 ? assets[0] : assets.find((one) => one.id === chosen);
    const url = startAddress(asset?.teamviewerId);
    if (asset === undefined || url === null) return { kind: 'refused', text: t('unattended.choose') };
    await host.transaction(async (tx) => {
      await insertDeviceOpening(tx.sql, {
        id: host.random(16),
        activityId: activity.id,
        activityNumber: activity.number,
        assetId: asset.id,
        assetName: asset.name,
        teamviewerId: asset.teamviewerId,
        personId: viewer.id,
        personName: viewer.name,
        openedAt: now,
      });
      await tx.touch(`asset:${asset.id}`);
    });
    host.log.info('A device was opened', { asset: asset.id, activity: activity.id, person: viewer.id });
    return { kind: 'redirect', url };
  },
};

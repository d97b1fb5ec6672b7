import type { Action, Form, Host, ViewerContext } from '@fernwart/addon-kit';
import { z } from 'zod';
import { createAssetFor, linkDevice, noteDecision, takeBack } from './decide.ts';
import { findAssets, findDecision, storeDecision } from './decision-store.ts';
import { devicesOfId } from './devices-store.ts';
import { foldName } from './fold-name.ts';
import { foldNumber } from './fold-number.ts';
import { findItem, type InboxItem } from './inbox-store.ts';
import { itemName } from './inbox-words.ts';
import { isTeamViewerId } from './teamviewer-id.ts';

const isAdministrator = (context: ViewerContext) => context.viewer.roles.includes('administrator');
const itemId = z.string().max(300);
const decideInput = z.union([
  z.object({ item: itemId, decision: z.literal('ignore') }),
  z.object({ item: itemId, decision: z.literal('create'), device: z.string().max(200) }),
  z.object({
    item: itemId,
    decision: z.literal('link'),
    device: z.string().max(200),
    asset: z.string().max(200),
  }),
]);

/** Decides about an item of the inbox: link, create an asset, or ignore. It is remembered until it is taken back. */
export const decideDeviceAction: Action = {
  offered: isAdministrator,
  async invoke({ input, viewer, t }, host) {
    const wish = decideInput.parse(input);
    const item = await findItem(host.sql, wish.item);
    if (item === null) return { kind: 'notice', tone: 'warning', text: t('inbox.gone') };
    if (wish.decision === 'ignore') {
      await ignore(host, viewer, item);
      return { kind: 'refresh' };
    }
    const device = item.details.devices.find((one) => one.id === wish.device);
    if (device?.teamviewerId == null) return { kind: 'notice', tone: 'warning', text: t('inbox.gone') };
    const decided = {
      itemId: item.id,
      title: itemName(item),
      device: {
        configurationId: device.configuration,
        deviceId: device.id,
        teamviewerId: device.teamviewerId,
      },
    };
    if (wish.decision === 'create') {
      const name = device.name === '' ? device.teamviewerId : device.name;
      return createAssetFor(host, viewer, t, { ...decided, name });
    }
    const asset = item.details.assets.find((one) => one.id === wish.asset);
    if (asset === undefined) return { kind: 'notice', tone: 'warning', text: t('inbox.gone') };
    return linkDevice(host, viewer, t, {
      ...decided,
      assetId: asset.id,
      others: item.details.assets.map((one) => one.id),
    });
  },
};

async function ignore(
  host: Host,
  viewer: { readonly id: string; readonly name: string },
  item: InboxItem,
): Promise<void> {
  await host.transaction(async (tx) => {
    await storeDecision(tx.sql, {
      itemId: item.id,
      kind: 'ignore',
      title: itemName(item),
      configurationId: null,
      deviceId: null,
      teamviewerId: item.teamviewerId,
      assetId: null,
      assetName: null,
      personId: viewer.id,
      personName: viewer.name,
      decidedAt: host.clock.now(),
      created: false,
    });
    await tx.touch('assets');
  });
  await noteDecision(host, viewer.id, 'ignore', null, item.teamviewerId);
}

export const takeBackAction: Action = {
  offered: isAdministrator,
  async invoke({ input, viewer, t }, host) {
    const decision = await findDecision(host.sql, z.object({ item: itemId }).parse(input).item);
    const { stays } = decision === null ? { stays: false } : await takeBack(host, viewer.id, decision);
    const asset = decision?.assetName ?? '';
    if (stays) return { kind: 'notice', tone: 'warning', text: t('inbox.assetStays', { asset }) };
    return { kind: 'notice', tone: 'success', text: t('inbox.takenBack') };
  },
};

const formValues = z.object({ teamviewerId: z.string().trim(), asset: z.string().trim() });

/** Links any device with any asset: by TeamViewer ID, and by the asset's name, serial or inventory number. */
export const linkDeviceForm: Form = {
  async submit(context, values, host) {
    const { t, viewer } = context;
    if (!isAdministrator(context)) return { kind: 'notice', tone: 'danger', text: t('inbox.notAllowed') };
    const { teamviewerId, asset } = formValues.parse(values);
    const id = teamviewerId.replaceAll(/\s+/g, '');
    const device = isTeamViewerId(id) ? (await devicesOfId(host.sql, id))[0] : undefined;
    if (device === undefined) return { kind: 'errors', errors: { teamviewerId: t('inbox.noSuchDevice') } };
    const found = await findAssets(host.sql, foldName(asset).host, foldNumber(asset));
    const [only] = found;
    if (only === undefined || found.length > 1)
      return {
        kind: 'errors',
        errors: { asset: t(only === undefined ? 'inbox.noSuchAsset' : 'inbox.severalAssets') },
      };
    return linkDevice(host, viewer, t, {
      itemId: `by_person:${id}`,
      title: t('inbox.byPerson', { device: device.name, id }),
      device: { configurationId: device.configurationId, deviceId: device.deviceId, teamviewerId: id },
      assetId: only.id,
      others: device.assetId === null ? [] : [device.assetId],
    });
  },
};

import {
  type Block,
  type Host,
  type Inline,
  inlines,
  type Panel,
  type ViewerContext,
} from '@fernwart/addon-kit';
import { openingsOfAsset } from '../unattended/connect-store.ts';
import { devicesOfId, type KnownDevice } from './devices-store.ts';
import { idsOfAssets } from './history-store.ts';
import { readOnline } from './online-state.ts';
import { idAttribute } from './teamviewer-id.ts';

type Fact = Extract<Block, { type: 'facts' }>['facts'][number];

/** What TeamViewer knows of an asset: its ID and where it comes from, whether it is there, and who connected to it. */
export const assetPanel: Panel = {
  async offered(context, host) {
    const asset = await host.assets.get(context.subject.id);
    if (asset === null) return false;
    return (
      asset.attributes[idAttribute] !== undefined || (await idsOfAssets(host.sql, [asset.id])).length > 0
    );
  },
  async render(context, host) {
    const asset = await host.assets.get(context.subject.id);
    const held = asset?.attributes[idAttribute];
    const topics = [`asset:${context.subject.id}`];
    const [device] = held === undefined ? [] : await devicesOfId(host.sql, held.value);
    const facts: Fact[] = [];
    if (held === undefined) facts.push({ label: context.t('devices.id'), value: [inlines.text('–')] });
    else {
      facts.push(
        { label: context.t('devices.id'), value: [inlines.code(held.value)], copy: held.value },
        {
          label: context.t('devices.origin'),
          value: [
            inlines.text(`${context.t(`devices.origin.${held.origin}`)} · `),
            inlines.instant(held.updatedAt),
          ],
        },
      );
    }
    if (device !== undefined) facts.push(...(await deviceFacts(context, host, device)));
    return { blocks: [{ type: 'facts', facts }, ...(await past(context, host))], topics };
  },
};

async function deviceFacts({ t }: ViewerContext, host: Host, device: KnownDevice): Promise<Fact[]> {
  const seen = await readOnline(host, device);
  const facts: Fact[] = [{ label: t('devices.name'), value: [inlines.text(device.name || device.deviceId)] }];
  if (device.groupName !== null)
    facts.push({ label: t('devices.group'), value: [inlines.text(device.groupName)] });
  if (device.rule !== null)
    facts.push({ label: t('devices.why'), value: [inlines.text(t(`sync.rule.${device.rule}`))] });
  if (device.notSeenSince !== null) {
    facts.push({
      label: t('devices.notSeenSince'),
      value: [inlines.instant(device.notSeenSince)],
      tone: 'warning',
      help: t('devices.notSeenSince.help'),
    });
  } else {
    const state: Inline[] = [inlines.text(t(`devices.online.${seen.online ?? 'unknown'}`))];
    if (seen.onlineAt !== null) state.push(inlines.text(' · '), inlines.instant(seen.onlineAt));
    facts.push({
      label: t('devices.state'),
      value: state,
      ...(seen.online === 'online' ? { tone: 'success' as const } : {}),
    });
  }
  if (seen.lastSeen !== null && seen.online !== 'online')
    facts.push({ label: t('devices.lastSeen'), value: [inlines.instant(seen.lastSeen)] });
  return facts;
}

/** Earlier IDs, and who opened a connection when. */
async function past({ t, subject }: ViewerContext, host: Host): Promise<Block[]> {
  const ids = (await idsOfAssets(host.sql, [subject.id])).filter((id) => id.untilAt !== null);
  const openings = await openingsOfAsset(host.sql, subject.id, 5);
  const blocks: Block[] = [];
  if (openings.length > 0) {
    blocks.push({ type: 'heading', text: t('devices.openings') });
    blocks.push({
      type: 'timeline',
      entries: openings.map((one) => ({
        at: one.openedAt.toString(),
        title: t('devices.opening', { person: one.personName, activity: one.activityNumber }),
      })),
    });
  }
  if (ids.length > 0) {
    blocks.push({ type: 'heading', text: t('devices.earlierIds') });
    blocks.push({
      type: 'facts',
      facts: ids.slice(0, 10).map((id) => ({
        label: id.teamviewerId,
        value: [
          inlines.instant(id.fromAt),
          inlines.text(' – '),
          id.untilAt === null ? inlines.text('…') : inlines.instant(id.untilAt),
        ],
      })),
    });
  }
  return blocks;
}

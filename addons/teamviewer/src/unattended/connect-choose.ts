import type { Action, Form, FormField, Host, ViewerContext } from '@fernwart/addon-kit';
import { z } from 'zod';
import { onlineOf } from '../devices/online-state.ts';
import { storeChoice } from './connect-store.ts';
import { type Connectable, connectableAssets } from './connectable.ts';

/** „Mit Asset verbinden“ with several suitable assets: one chooses, those that are online first (acceptance 73). */
export const chooseAssetAction: Action = {
  offered: async (context, host) => (await connectableAssets(context, host)).length > 1,
  async form(context, host) {
    const options = await choices(context, host);
    const fields: FormField[] = [
      { name: 'asset', label: context.t('unattended.asset'), kind: 'select', required: true, options },
    ];
    return {
      fields,
      values: { asset: options[0]?.value ?? '' },
      submitLabel: context.t('unattended.connect'),
    };
  },
};

async function choices(
  context: ViewerContext,
  host: Host,
): Promise<{ value: string; label: string; help?: string }[]> {
  const assets = await connectableAssets(context, host);
  const known = await Promise.all(
    assets.map(async (asset) => ({ asset, online: await onlineOf(host, asset.teamviewerId) })),
  );
  const isOnline = (one: { online: string | null }) => (one.online === 'online' ? 0 : 1);
  return known
    .toSorted((a, b) => isOnline(a) - isOnline(b) || a.asset.name.localeCompare(b.asset.name))
    .map(({ asset, online }) => ({ value: asset.id, label: labelOf(context, asset, online) }));
}

function labelOf({ t }: ViewerContext, asset: Connectable, online: string | null): string {
  return `${asset.name} · ${asset.teamviewerId} · ${t(`devices.online.${online ?? 'unknown'}`)}`;
}

const formValues = z.object({ asset: z.string() });

export const chooseAssetForm: Form = {
  async submit(context, values, host) {
    const { t, subject, viewer } = context;
    const { asset } = formValues.parse(values);
    const assets = await connectableAssets(context, host);
    if (!assets.some((one) => one.id === asset))
      return { kind: 'errors', errors: { asset: t('unattended.choose') } };
    await storeChoice(host.sql, {
      personId: viewer.id,
      activityId: subject.id,
      assetId: asset,
      at: host.clock.now(),
    });
    return { kind: 'open', href: host.linkUrl('connect-asset', subject), newTab: true };
  },
};

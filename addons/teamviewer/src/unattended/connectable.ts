import type { AssetSnapshot, Host, ViewerContext } from '@fernwart/addon-kit';
import { idAttribute, isTeamViewerId } from '../devices/teamviewer-id.ts';

/** An asset one can connect to. */
export interface Connectable {
  readonly id: string;
  readonly name: string;
  readonly teamviewerId: string;
}

/** Assets of an activity that have a TeamViewer ID (acceptance 72); for agents, whoever is responsible (74). */
export async function connectableAssets(context: ViewerContext, host: Host): Promise<Connectable[]> {
  if (!context.viewer.roles.includes('agent')) return [];
  return connectable(await host.assets.ofActivity(context.subject.id));
}

/** An ID of a wrong shape, whoever set it, is none: it would end up in a link that starts programs. */
export function connectable(assets: readonly AssetSnapshot[]): Connectable[] {
  return assets.flatMap(({ id, name, attributes }) => {
    const teamviewerId = attributes[idAttribute]?.value;
    return isTeamViewerId(teamviewerId) ? [{ id, name, teamviewerId }] : [];
  });
}

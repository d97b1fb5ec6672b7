import { join } from 'node:path';
import { synchronisedIds } from './administrator.ts';
import type { DeskTemplate } from './desk-template.ts';
import { openStage } from './stage.ts';

/** The TeamViewer ID of every asset that a synchronisation gives one, by the asset's name, where nothing disturbs it. */
export async function undisturbedIds(template: DeskTemplate): Promise<ReadonlyMap<string, string>> {
  const copy = await template.copy(1);
  const stage = await openStage(copy, join(copy.folders[0] ?? '', 'server.log'));
  try {
    const ids = await synchronisedIds(stage);
    if (typeof ids === 'string') throw new Error(ids);
    if (ids.size === 0) throw new Error('no asset was given an ID');
    return ids;
  } finally {
    await stage.stop();
    await copy.remove();
  }
}

import type { Action, Host, ViewerContext } from '@fernwart/addon-kit';
import { z } from 'zod';
import { workflows } from '../shared/names.ts';
import { findSync } from './sync-store.ts';

const isAdministrator = (context: ViewerContext) => context.viewer.roles.includes('administrator');

/** Reads and matches everything and writes nothing. */
export const previewSyncAction: Action = {
  offered: isAdministrator,
  async invoke({ viewer, t }, host) {
    const run = await start(host, viewer.id, { mode: 'preview' }, 'preview-sync');
    return { kind: 'run', run, text: t('sync.previewStarted') };
  },
};

const applyInput = z.object({ preview: z.string().max(100) });

/** Does what a preview showed, if the world is still the same. */
export const applyPreviewAction: Action = {
  offered: isAdministrator,
  async invoke({ viewer, input, t }, host) {
    const { preview } = applyInput.parse(input);
    const shown = await findSync(host.sql, preview);
    if (shown === null || (shown.phase !== 'previewed' && shown.phase !== 'braked')) {
      return { kind: 'notice', tone: 'warning', text: t('sync.previewGone') };
    }
    const run = await start(host, viewer.id, { mode: 'apply', preview }, 'apply-preview');
    return { kind: 'run', run, text: t('sync.applyStarted') };
  },
};

function start(host: Host, personId: string, input: Record<string, unknown>, name: string): Promise<string> {
  return host.transaction((tx) =>
    tx.run({ workflow: workflows.syncAssets, input, personId, trigger: { kind: 'action', name } }),
  );
}

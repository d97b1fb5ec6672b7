import type { Host, RunContext } from '@fernwart/addon-kit';
import { z } from 'zod';
import { isTaken } from '../shared/is-taken.ts';
import { clearChanges, endSync, findSync, insertSync, lockActiveSync, type Sync } from './sync-store.ts';

export const syncInput = z.object({
  mode: z.enum(['sync', 'preview', 'apply']).catch('sync'),
  preview: z.string().optional(),
});

/** Changes of so many synchronisations are kept. */
const kept = 5;

/** The run's synchronisation, begun or found again after a break; `busy` while another one is at work. */
export async function beginSync(run: RunContext, host: Host): Promise<Sync | 'busy'> {
  const input = syncInput.parse(run.input);
  try {
    return await host.transaction(async (tx) => {
      const own = await findSync(tx.sql, run.id);
      if (own !== null) return own;
      const active = await lockActiveSync(tx.sql);
      if (active?.alive === true) return 'busy';
      if (active !== null) await endSync(tx.sql, active.id, 'replaced', host.clock.now());
      await clearChanges(tx.sql, kept);
      await insertSync(tx.sql, {
        id: run.id,
        mode: input.mode,
        previewId: input.preview ?? null,
        startedAt: host.clock.now(),
      });
      return (await findSync(tx.sql, run.id)) ?? 'busy';
    });
  } catch (error) {
    // Another node began at the same moment.
    if (isTaken(error)) return 'busy';
    throw error;
  }
}

import type { Host } from '@fernwart/addon-kit';
import { wakeSharedRun } from '../shared/shared-run.ts';
import { watch } from './live-store.ts';
import type { SessionRow } from './store.ts';

/** While somebody looks, the shared poll asks more often; the mark fades by itself when nobody does. */
export async function noteWatching(host: Host, session: SessionRow): Promise<void> {
  if (session.state !== 'open') return;
  const now = host.clock.now();
  if ((await watch(host.sql, session.id, now, now.add({ seconds: 90 }))) !== 'anew') return;
  await host.transaction((tx) => wakeSharedRun(tx, session.configurationId, 'poll', now, now));
}

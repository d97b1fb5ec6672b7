import type { Host } from '@fernwart/addon-kit';
import type { Settings } from '../configuration/settings.ts';
import { type Trouble, troubleText } from '../shared/trouble.ts';
import { markBroken } from './store.ts';
import { tellAdministrators } from './tell-administrators.ts';

/** Says once that a connection needs an administrator: only the first who finds this generation broken is heard. */
export async function breakConnection(
  host: Host,
  settings: Settings,
  generation: number,
  trouble: Trouble,
): Promise<void> {
  const first = await tellAdministrators(host, settings, {
    occasion: 'reconnect',
    once: String(generation),
    values: (say, language) => ({ reason: troubleText(say, language, trouble) }),
    first: (tx) => markBroken(tx.sql, settings.id, generation, trouble, host.clock.now()),
  });
  if (first)
    host.log.error('A TeamViewer connection needs to be connected again', { configuration: settings.id });
}

import type { Host } from '@fernwart/addon-kit';
import type { Settings } from '../configuration/settings.ts';
import { type Trouble, troubleText } from '../shared/trouble.ts';
import { oneLine, sayIn } from '../shared/words.ts';
import { markBroken } from './store.ts';

/**
 * Says once that a connection needs an administrator: only the first who finds this generation broken writes and
 * sends anything.
 */
export async function breakConnection(
  host: Host,
  settings: Settings,
  generation: number,
  trouble: Trouble,
): Promise<void> {
  const administrators = await host.people.administrators();
  const first = await host.transaction(async (tx) => {
    if (!(await markBroken(tx.sql, settings.id, generation, trouble, host.clock.now()))) return false;
    for (const person of administrators) {
      if (person.email === null) continue;
      const say = sayIn(host, person.language);
      const values = { name: person.name, configuration: oneLine(settings.name, 100) };
      await tx.mail.send({
        key: `reconnect:${settings.id}:${generation}:${person.id}`,
        to: { name: person.name, address: person.email },
        subject: say('mail.reconnect.subject', values),
        text: say('mail.reconnect.text', {
          ...values,
          reason: troubleText(say, person.language, trouble),
          address: host.publicUrl,
        }),
      });
    }
    await tx.touch(`configuration:${settings.id}`);
    return true;
  });
  if (first)
    host.log.error('A TeamViewer connection needs to be connected again', { configuration: settings.id });
}

import type { Host, Transaction } from '@fernwart/addon-kit';
import type { Settings } from '../configuration/settings.ts';
import { type Trouble, troubleText } from '../shared/trouble.ts';
import { oneLine, sayIn } from '../shared/words.ts';

/**
 * Writes to every administrator, each in their own language, together with whatever `first` writes. Nothing is sent
 * when `first` answers false; the same occasion of the same generation is told once.
 */
export async function tellAdministrators(
  host: Host,
  settings: Settings,
  generation: number,
  occasion: 'reconnect' | 'expiring',
  trouble: Trouble,
  first: (tx: Transaction) => Promise<boolean>,
): Promise<boolean> {
  const administrators = await host.people.administrators();
  return host.transaction(async (tx) => {
    if (!(await first(tx))) return false;
    for (const person of administrators) {
      if (person.email === null) continue;
      const say = sayIn(host, person.language);
      const values = { name: oneLine(person.name, 100), configuration: oneLine(settings.name, 100) };
      await tx.mail.send({
        key: `${occasion}:${settings.id}:${generation}:${person.id}`,
        to: { name: values.name, address: person.email },
        subject: say(`mail.${occasion}.subject`, values),
        text: say(`mail.${occasion}.text`, {
          ...values,
          reason: troubleText(say, person.language, trouble),
          address: `${host.publicUrl}/configurations/${settings.id}`,
        }),
      });
    }
    await tx.touch(`configuration:${settings.id}`);
    return true;
  });
}

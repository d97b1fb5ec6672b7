import type { Host, Language, Transaction } from '@fernwart/addon-kit';
import type { Settings } from '../configuration/settings.ts';
import { oneLine, type Say, sayIn } from '../shared/words.ts';

export interface Tiding {
  readonly occasion: 'reconnect' | 'expiring' | 'credentials' | 'credentialsEnded';
  /** The same of the same occasion is told once. */
  readonly once: string;
  /** What its text names, e.g. the reason, in the reader's language. */
  readonly values: (say: Say, language: Language) => Record<string, string>;
  /** Written together with the mails; nothing is sent when it answers false. */
  readonly first: (tx: Transaction) => Promise<boolean>;
}

/** Writes to every administrator, each in their own language. Answers whether anything was to be told. */
export async function tellAdministrators(host: Host, settings: Settings, tiding: Tiding): Promise<boolean> {
  const { occasion, once, values, first } = tiding;
  const administrators = await host.people.administrators();
  return host.transaction(async (tx) => {
    if (!(await first(tx))) return false;
    for (const person of administrators) {
      if (person.email === null) continue;
      const say = sayIn(host, person.language);
      const named = { name: oneLine(person.name, 100), configuration: oneLine(settings.name, 100) };
      await tx.mail.send({
        key: `${occasion}:${settings.id}:${once}:${person.id}`,
        to: { name: named.name, address: person.email },
        subject: say(`mail.${occasion}.subject`, named),
        text: say(`mail.${occasion}.text`, {
          ...named,
          ...values(say, person.language),
          address: `${host.publicUrl}/configurations/${settings.id}`,
        }),
      });
    }
    await tx.touch(`configuration:${settings.id}`);
    return true;
  });
}

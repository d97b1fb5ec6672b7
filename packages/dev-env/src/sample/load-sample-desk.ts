import { Secret } from '@fernwart/addon-kit';
import type { Shell } from '@fernwart/contract';
import { quietDesk, type ServerParts } from '@fernwart/server';
import { sampleHistory } from './history.ts';
import { accountHolders } from './people.ts';
import { playCase } from './play-case.ts';
import { createCast } from './sample-cast.ts';
import { hasSample, markSample } from './sample-store.ts';

type Account = Shell['demoAccounts'][number];

/** As public as this file: the demo serves nobody but its own computer. */
const password = 'fernwart';

const roleNames: Record<string, Account['role']> = {
  anna: { de: 'Agentin (Deutsch)', en: 'Agent (German)' },
  ben: { de: 'Agent (Englisch)', en: 'Agent (English)' },
  admin: { de: 'Administratorin', en: 'Administrator' },
  rita: { de: 'Anwenderin', en: 'Requester' },
  otto: { de: 'Revision', en: 'Auditor' },
};

/** Whom one can sign in as in the demo. */
export const sampleAccounts: readonly Account[] = accountHolders.map(({ login, name }) => ({
  login,
  password,
  name,
  role: roleNames[login] ?? { de: login, en: login },
}));

/**
 * Fills an empty desk with people, assets and activities of the last weeks, told back from now, in one transaction: after
 * a crash it is there as a whole or not at all. A second call does nothing.
 */
export async function loadSampleDesk(
  parts: Pick<ServerParts, 'db' | 'clock' | 'people'>,
): Promise<{ accounts: readonly Account[] }> {
  const { db, clock, people } = parts;
  if (await hasSample(db)) return { accounts: sampleAccounts };
  const passwordHash = await people.hashPassword(new Secret(password));
  const now = clock.now();
  let at = now.subtract({ hours: 60 * 24 });
  const storyClock = { now: () => at, sleep: async () => undefined };
  await db.transaction(async (tx) => {
    if (!(await markSample(tx, now))) return;
    const desk = quietDesk(db, tx, storyClock);
    const cast = await createCast(tx, desk, people, passwordHash);
    const story = { desk, cast, now, clock: { set: (to: Temporal.Instant) => void (at = to) } };
    for (const [index, told] of sampleHistory(now).entries()) await playCase(story, told, index);
  });
  return { accounts: sampleAccounts };
}

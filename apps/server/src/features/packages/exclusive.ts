import type { Localized } from '@fernwart/contract';
import type { Tx } from '../../platform/db/database.ts';
import { Problem } from '../../platform/http/problem.ts';
import type { PackagesDeps } from './packages.ts';
import { endDrain, holdLease, nodesToDrain, putDrain, releaseLease } from './store.ts';

const prolongEvery = 15_000;
const drainPatience = 25_000;
const pause = 100;

type Deps = Pick<PackagesDeps, 'db' | 'live' | 'log'>;

/**
 * Does one change of the installed packages at a time in the whole system. The lease is prolonged while `work` goes on; a
 * holder that is killed loses it within a minute. Rejects with Problem `busy`.
 */
export async function exclusively<T>(deps: Deps, holder: string, work: () => Promise<T>): Promise<T> {
  const { db, log } = deps;
  if (!(await holdLease(db, holder))) throw busy();
  const timer = setInterval(() => {
    holdLease(db, holder).catch((error: unknown) =>
      log.warn('The lease on installations could not be prolonged', { error }),
    );
  }, prolongEvery);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    await endDrain(db, holder);
    await releaseLease(db, holder);
    await db.transaction((tx) => deps.live.touch(tx, 'packages'));
  }
}

export function busy(): Problem {
  return new Problem('busy', {
    detail: {
      de: 'Es wird gerade ein anderes Paket installiert oder entfernt.',
      en: 'Another package is being installed or removed at the moment.',
    },
  });
}

/** In the transaction that changes something: the lease must not have gone to somebody else meanwhile. */
export async function assertStillHolds(tx: Tx, holder: string): Promise<void> {
  if (!(await holdLease(tx, holder))) throw busy();
}

/** Lets nothing new into a package and waits until all living nodes say that nothing is going any more. */
export async function drainEverywhere(
  deps: Deps,
  packageId: string,
  holder: string,
  signal: AbortSignal,
  say: (level: 'info' | 'warning', text: Localized) => Promise<void>,
): Promise<void> {
  const { db, live } = deps;
  await db.transaction(async (tx) => {
    await putDrain(tx, packageId, holder);
    await live.touch(tx, 'packages');
  });
  const over = AbortSignal.any([signal, AbortSignal.timeout(drainPatience)]);
  let left = await nodesToDrain(db, holder);
  while (left.length > 0 && !over.aborted) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    left = await nodesToDrain(db, holder);
  }
  signal.throwIfAborted();
  if (left.length === 0) return;
  // Their calls lose the package's tables with the installation; nothing of them can reach the new schema.
  await say('warning', {
    de: `Nicht alle Knoten haben geantwortet: ${left.join(', ')}.`,
    en: `Not every node has answered: ${left.join(', ')}.`,
  });
}

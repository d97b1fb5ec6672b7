import { createHash } from 'node:crypto';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import { clientNetwork } from '../../platform/http/client-network.ts';
import { Problem } from '../../platform/http/problem.ts';
import {
  blockedSince,
  deleteBuckets,
  deleteOneOfEach,
  forgetBefore,
  insertFailures,
  lockBuckets,
} from './throttle-store.ts';

/** How long an attempt counts. */
const memory = Temporal.Duration.from({ minutes: 15 });
/** Few for one login from one address; more in all, so that a stranger elsewhere does not lock somebody out with five tries. */
const limits = { pair: 5, login: 20, address: 50 } as const;

export interface Attempt {
  readonly buckets: Readonly<Record<keyof typeof limits, string>>;
  readonly at: Temporal.Instant;
}

/** Counts sign-ins per login and address in the database, so that it holds on every node. */
export interface SignInThrottle {
  /** Counts the attempt as failed before its password is looked at: a hundred at once get no hundred tries. */
  admit(login: string, address: string): Promise<Attempt>;
  /** The attempt turned out well. */
  forgive(tx: Tx, attempt: Attempt): Promise<void>;
}

export function createSignInThrottle({ db, clock }: { db: Database; clock: Clock }): SignInThrottle {
  return {
    admit: (login, address) =>
      db.transaction(async (tx) => {
        const now = clock.now();
        const buckets = bucketsOf(login, clientNetwork(address));
        await lockBuckets(tx, Object.values(buckets).sort());
        await forgetBefore(tx, now.subtract(memory));
        for (const kind of ['pair', 'login', 'address'] as const) {
          const since = await blockedSince(tx, buckets[kind], limits[kind]);
          if (since) throw new Problem('too_many_requests', { retryAfter: since.add(memory).since(now) });
        }
        await insertFailures(tx, Object.values(buckets), now);
        return { buckets, at: now };
      }),
    async forgive(tx, { buckets, at }) {
      await deleteBuckets(tx, [buckets.pair]);
      await deleteOneOfEach(tx, [buckets.login, buckets.address], at);
    },
  };
}

/** People now and then type their password where the login belongs: only a digest of it is kept. */
function bucketsOf(login: string, address: string): Attempt['buckets'] {
  const digest = createHash('sha256').update(login).digest('hex');
  return { pair: `pair:${digest}:${address}`, login: `login:${digest}`, address: `address:${address}` };
}

import { AsyncLocalStorage } from 'node:async_hooks';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Sealer } from '../../platform/crypto/sealer.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Log } from '../../platform/log/log.ts';
import type { Audit } from './audit.ts';

/** An add-on opens its token for every call; one record an hour says as much as a thousand. */
const recordEvery = Temporal.Duration.from({ hours: 1 });
const mostPurposes = 10_000;

/** A sealer whose opening of secrets is recorded: which purpose, for the first time in an hour on this node. */
export function auditedSealer(
  sealer: Sealer,
  deps: { db: Database; audit: Audit; clock: Clock; log: Log },
): Sealer {
  const { db, audit, clock, log } = deps;
  const recordedAt = new Map<string, Temporal.Instant>();
  // The call may stand in a transaction that is about to roll back; its record is written beside it.
  const outside = AsyncLocalStorage.snapshot();

  function isDue(purpose: string): boolean {
    const last = recordedAt.get(purpose);
    const now = clock.now();
    if (last && Temporal.Instant.compare(now, last.add(recordEvery)) < 0) return false;
    if (recordedAt.size >= mostPurposes) recordedAt.clear();
    recordedAt.set(purpose, now);
    return true;
  }

  async function record(purpose: string, outcome: 'done' | 'failed'): Promise<void> {
    const [kind, id] = purpose.split(':', 2);
    const actor = kind === 'package' ? `package:${id}` : 'system';
    try {
      await audit.record(db, { actor, action: 'secret.use', outcome, details: { purpose } });
    } catch (error) {
      log.error('An audit record could not be written', { error });
    }
  }

  return {
    get keyIds() {
      return sealer.keyIds;
    },
    seal: (plain, purpose) => sealer.seal(plain, purpose),
    open(sealed, purpose) {
      try {
        const plain = sealer.open(sealed, purpose);
        if (isDue(purpose)) void outside(() => record(purpose, 'done'));
        return plain;
      } catch (error) {
        void outside(() => record(purpose, 'failed'));
        throw error;
      }
    },
  };
}

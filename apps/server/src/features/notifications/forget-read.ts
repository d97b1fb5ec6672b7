import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import { deleteReadBefore } from './notification-store.ts';

/** How long something stays in the console after it was read (docs/operate/desk.md). */
const keptFor = Temporal.Duration.from({ hours: 90 * 24 });
const period = Temporal.Duration.from({ hours: 1 });
const atOnce = 1000;

/** A sweep that takes away what was read long ago, once an hour and a little at a time. What nobody has read stays. */
export function createForgetRead({ db, clock }: { db: Database; clock: Clock }): () => Promise<void> {
  let next = clock.now();
  return async () => {
    const now = clock.now();
    if (Temporal.Instant.compare(now, next) < 0) return;
    const taken = await deleteReadBefore(db, now.subtract(keptFor), atOnce);
    if (taken < atOnce) next = now.add(period);
  };
}

import type { Activities } from './features/activities/activities.ts';
import { createActivities } from './features/activities/service.ts';
import type { Assets } from './features/assets/assets.ts';
import { createPackageAttributes } from './features/assets/package-attributes.ts';
import { createAssets } from './features/assets/service.ts';
import { createJournal } from './features/journal/service.ts';
import type { Clock } from './platform/clock/clock.ts';
import { uuidV7 } from './platform/crypto/ids.ts';
import type { Database, Tx } from './platform/db/database.ts';
import type { Live } from './platform/live/live.ts';

const nobodyWatches: Live = { touch: async () => undefined, subscribe: () => () => undefined };

export interface QuietDesk {
  readonly activities: Activities;
  readonly assets: Assets;
}

/**
 * The desk's services inside one transaction and on a clock of their own, telling nobody: what happened elsewhere or
 * earlier is written with its rules, numbers and journal, without mails, compliance rules or live push.
 */
export function quietDesk(db: Database, tx: Tx, clock: Clock): QuietDesk {
  const inside: Database = {
    ...db,
    sql: tx.sql,
    query: tx.query,
    transaction: (work) => work(tx),
    together: () => Promise.reject(new Error('everything here is one transaction already')),
  };
  const newId = uuidV7(clock);
  const noOffers = async () => ({ actions: [], panels: [], isComplete: true });
  const common = { db: inside, live: nobodyWatches, clock, newId, addonOffers: noOffers };
  return {
    activities: createActivities({
      ...common,
      journal: createJournal(common),
      events: { emit: async () => undefined },
      notifications: { tell: async () => undefined },
    }),
    assets: createAssets({
      ...common,
      packageAttributes: createPackageAttributes(common),
      catalogue: { label: () => null, all: () => [], pattern: () => null },
    }),
  };
}

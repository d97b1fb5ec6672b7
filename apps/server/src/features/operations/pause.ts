import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Live } from '../../platform/live/live.ts';
import type { Audit } from '../audit/audit.ts';
import * as store from './pause-store.ts';

export interface PauseActor {
  readonly name: string;
  readonly id: string | null;
}

/**
 * While it is on, no package's run is claimed, no mail is sent and no package's call leaves the system: two systems with
 * the same connections would take each other's tokens, and both would send what waits in the outbox.
 */
export interface Pause {
  state(): Promise<store.PauseState | null>;
  /** Of mails that would be sent at once when it ends. */
  waitingMails(): Promise<number>;
  /** False when it is on already. */
  begin(by: PauseActor): Promise<boolean>;
  /** Null when it is not on. */
  end(by: PauseActor, options: { discardMails: boolean }): Promise<{ discardedMails: number } | null>;
}

export function createPause(deps: { db: Database; clock: Clock; live: Live; audit: Audit }): Pause {
  const { db, clock, live, audit } = deps;
  return {
    state: () => store.findPause(db),
    waitingMails: () => store.countQueuedMails(db),
    begin: (by) =>
      db.transaction(async (tx) => {
        if (!(await store.insertPause(tx, 'by_hand', clock.now()))) return false;
        await audit.record(tx, { actor: by.name, actorId: by.id, action: 'system.pause', outcome: 'done' });
        // The console's frame hangs on this topic, and with it the notice that everybody sees.
        await live.touch(tx, 'packages');
        return true;
      }),
    end: (by, { discardMails }) =>
      db.transaction(async (tx) => {
        if (!(await store.deletePause(tx))) return null;
        const discardedMails = discardMails ? await store.discardMails(tx, clock.now()) : 0;
        await audit.record(tx, {
          actor: by.name,
          actorId: by.id,
          action: 'system.resume',
          outcome: 'done',
          details: { discardedMails },
        });
        await live.touch(tx, 'packages');
        return { discardedMails };
      }),
  };
}

import type { DashboardFigures, DashboardWork, FirstSteps } from '@fernwart/contract';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/http/actor.ts';

/** What the dashboard and the portal say about the desk, in the name of a person: no figure counts what that person may not see. */
export interface Reporting {
  work(actor: Actor): Promise<DashboardWork>;
  figures(actor: Actor, days: number): Promise<DashboardFigures>;
  /** Ids of activities that this person reported, with something new to read. */
  unread(actor: Actor): Promise<string[]>;
  /** Everything on the activity is read now. Rejects with `not_found` for what this person may not see. */
  markRead(actor: Actor, activityId: string): Promise<void>;
  firstSteps(actor: Actor): Promise<FirstSteps>;
  dismissFirstSteps(actor: Actor, dismissed: boolean): Promise<void>;
}

export interface ReportingDeps {
  readonly db: Database;
  readonly clock: Clock;
  /** Whether mails can leave at all. */
  readonly sendsMail: () => Promise<boolean>;
}

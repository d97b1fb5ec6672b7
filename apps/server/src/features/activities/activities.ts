import type {
  Activity,
  ActivityKind,
  ActivityOffers,
  activitiesQuery,
  commentBody,
  createActivityBody,
  JournalEntry,
  journalQuery,
  Language,
  ListedActivity,
  Page,
  PutBack,
  pageQuery,
  similarQuery,
  transitionBody,
  updateActivityBody,
} from '@fernwart/contract';
import type { z } from 'zod';
import type { AddonHost } from '../../platform/addon-host/addon-host.ts';
import type { Clock } from '../../platform/clock/clock.ts';
import type { NewId } from '../../platform/crypto/ids.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/http/actor.ts';
import type { Live } from '../../platform/live/live.ts';
import type { Events } from '../automation/automation.ts';
import type { Journal, JournalReader } from '../journal/journal.ts';
import type { Notifications } from '../notifications/notifications.ts';

/**
 * The service desk's activities, in the name of a person. Every member rejects with a `Problem`: `not_found` for what does
 * not exist and for what this person may not see, `not_allowed` for what the person's roles do not cover.
 */
export interface Activities {
  list(actor: Actor, query: z.output<typeof activitiesQuery>): Promise<Page<ListedActivity>>;
  get(actor: Actor, id: string): Promise<Activity>;
  /** With a key, the same person's repeated call answers the activity of the first one. */
  create(actor: Actor, body: z.output<typeof createActivityBody>, idempotencyKey?: string): Promise<Activity>;
  /** Also rejects with `stale_version` and, on a closed activity, `wrong_state`. */
  update(actor: Actor, id: string, body: z.output<typeof updateActivityBody>): Promise<Activity>;
  /** Also rejects with `stale_version` and `wrong_state`. */
  transition(actor: Actor, id: string, body: z.output<typeof transitionBody>): Promise<Activity>;
  /** Undoes a move; also rejects with `stale_version` and `wrong_state`. */
  putBack(actor: Actor, id: string, to: PutBack): Promise<Activity>;
  linkAsset(actor: Actor, id: string, assetId: string): Promise<Activity>;
  unlinkAsset(actor: Actor, id: string, assetId: string): Promise<Activity>;
  journal(
    actor: Actor,
    id: string,
    query: z.output<typeof pageQuery> & Partial<z.output<typeof journalQuery>>,
  ): Promise<Page<JournalEntry>>;
  /** With a key, the same person's repeated call answers the entry of the first one. */
  comment(
    actor: Actor,
    id: string,
    body: z.output<typeof commentBody>,
    idempotencyKey?: string,
  ): Promise<JournalEntry>;
  /** For those who read the desk: up to five open ones that may be about the same, the likeliest first. */
  similar(actor: Actor, query: z.output<typeof similarQuery>): Promise<ListedActivity[]>;
  offers(actor: Actor, id: string, language: Language): Promise<ActivityOffers>;
}

export interface ActivitiesDeps {
  readonly db: Database;
  readonly journal: Journal & JournalReader;
  readonly events: Events;
  readonly live: Live;
  readonly notifications: Notifications;
  readonly clock: Clock;
  readonly newId: NewId;
  /** What numbers begin with; left out: INC, SRQ and TCK. */
  readonly numberPrefix?: (kind: ActivityKind) => string;
  readonly addonOffers: AddonHost['offers'];
}

import type {
  ActivitySnapshot,
  AssetSnapshot,
  AttributeWrite,
  ConfigurationSnapshot,
  LocalizedContent,
  PersonSnapshot,
  Subject,
} from '@fernwart/addon-kit';
import type { Clock } from '../clock/clock.ts';
import type { NewId } from '../crypto/ids.ts';
import type { Sealer } from '../crypto/sealer.ts';
import type { Database, Executor, Tx } from '../db/database.ts';
import type { Actor } from '../http/actor.ts';
import type { Live } from '../live/live.ts';
import type { Log } from '../log/log.ts';
import type { HttpClient } from '../net/http-client.ts';

/**
 * What the add-on host needs of the desk behind it. Compose joins it with the features; another desk can be joined here
 * instead (ADR 0005). Snapshots are read outside transactions; everything that takes a `Tx` becomes durable with it.
 */
export interface DeskPorts {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: NewId;
  /** `https://desk.example.org`, without a slash at its end; known once the server listens, so it is read when needed. */
  readonly publicUrl: string;
  readonly http: HttpClient;
  readonly sealer: Sealer;
  readonly live: Live;
  readonly audit: {
    record(
      on: Executor,
      entry: {
        actor: string;
        actorId?: string | null;
        action: string;
        outcome: 'done' | 'refused' | 'failed';
        subject?: string;
        details?: Record<string, unknown>;
      },
    ): Promise<void>;
  };
  readonly activities: {
    get(id: string): Promise<ActivitySnapshot | null>;
    /** Locks the activity's row until the end of the transaction. */
    lock(tx: Tx, id: string): Promise<ActivitySnapshot | null>;
  };
  readonly assets: {
    /** Attributes are the package's own. */
    get(packageId: string, id: string): Promise<AssetSnapshot | null>;
    ofActivity(packageId: string, activityId: string): Promise<AssetSnapshot[]>;
    /** Ordered by id; `after` is the last id seen. */
    page(packageId: string, after: string | null, limit: number): Promise<AssetSnapshot[]>;
    /** Moves with every change of what `page` answers; a whole number modulo 2⁶⁴. */
    fingerprint(packageId: string): Promise<string>;
    setAttributes(
      tx: Tx,
      packageId: string,
      writes: readonly AttributeWrite[],
    ): Promise<{ written: number; keptByHand: string[]; shift: string }>;
    create(tx: Tx, packageId: string, asset: { readonly name: string }): Promise<string>;
    /** False: it is another's, or somebody has changed or used it. */
    withdraw(tx: Tx, packageId: string, id: string): Promise<boolean>;
  };
  readonly people: {
    get(on: Executor, id: string): Promise<PersonSnapshot | null>;
    administrators(on: Executor): Promise<PersonSnapshot[]>;
  };
  readonly journal: {
    addAll(
      tx: Tx,
      entries: readonly {
        activityId: string;
        key: string;
        author: { kind: 'person' | 'package' | 'system'; id: string | null; name: string };
        visibility: 'internal' | 'requester';
        kind: string;
        content: LocalizedContent;
        supersedesKey?: string;
      }[],
    ): Promise<unknown>;
  };
  readonly mails: {
    enqueue(
      tx: Tx,
      mail: {
        packageId: string | null;
        key: string | null;
        to: { name: string; address: string };
        subject: string;
        text: string;
        html?: string;
        activityId?: string;
        onOutcome?: { workflow: string; context: Record<string, string> };
      },
    ): Promise<void>;
  };
  readonly runs: {
    start(
      tx: Tx,
      run: {
        packageId: string | null;
        workflow: string;
        version: string;
        input: Record<string, unknown>;
        key?: string;
        trigger: { kind: 'action' | 'schedule' | 'rule' | 'system'; name: string; personId?: string | null };
        subject?: Subject;
        dueAt?: Temporal.Instant;
      },
    ): Promise<string>;
    bringForward(tx: Tx, packageId: string | null, key: string, dueAt: Temporal.Instant): Promise<boolean>;
  };
  readonly configurations: ConfigurationSnapshots;
  /** Whether this person may see an activity or an asset at all; configurations are the administrators'. */
  maySee(actor: Actor, subject: Subject): Promise<boolean>;
}

/** A package's configurations with their secrets opened, for its own code only. */
export interface ConfigurationSnapshots {
  list(packageId: string, type: string): Promise<ConfigurationSnapshot[]>;
  get(packageId: string, id: string): Promise<ConfigurationSnapshot | null>;
  default(packageId: string, type: string): Promise<ConfigurationSnapshot | null>;
}

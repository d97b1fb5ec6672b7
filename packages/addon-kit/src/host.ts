import type { Language, LocalizedContent } from '@fernwart/contract';
import type { SecretValue } from './secret.ts';

/** A desk's activity as it was when it was read. Ids are opaque. */
export interface ActivitySnapshot {
  readonly id: string;
  readonly number: string;
  readonly kind: 'incident' | 'service_request' | 'ticket';
  readonly subject: string;
  readonly state: 200 | 201 | 202 | 203 | 204 | 220;
  readonly initiatorId: string | null;
  readonly responsibleId: string | null;
  readonly teamId: string | null;
  readonly assetIds: readonly string[];
  readonly createdAt: Temporal.Instant;
  readonly closedAt: Temporal.Instant | null;
}

export interface PersonSnapshot {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly language: Language;
  readonly timeZone: string;
  readonly active: boolean;
  readonly roles: readonly ('requester' | 'agent' | 'administrator' | 'auditor')[];
}

export interface AssetSnapshot {
  readonly id: string;
  readonly name: string;
  readonly serialNumber: string | null;
  readonly inventoryNumber: string | null;
  readonly ownerId: string | null;
  /** This package's own attributes. */
  readonly attributes: Readonly<
    Record<string, { value: string; origin: 'synchronised' | 'by_hand'; updatedAt: Temporal.Instant }>
  >;
}

/** One attribute write; `value: null` removes it. A value set by hand is kept unless `origin` is `by_hand`. */
export interface AttributeWrite {
  readonly assetId: string;
  readonly attribute: string;
  readonly value: string | null;
  readonly origin: 'synchronised' | 'by_hand';
}

export interface ConfigurationSnapshot {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly isDefault: boolean;
  readonly version: number;
  readonly values: Readonly<Record<string, unknown>>;
  /** Members are the secret fields that are stored. */
  readonly secrets: Readonly<Record<string, SecretValue>>;
}

/**
 * Tagged template: `sql<Row>\`select … where id = ${id}\``. Members are parameters, never text. After filling a table
 * in bulk, `analyze <table>` tells the database what is in it, so that the next statement finds a good way.
 */
export type Sql = <Row extends object = Record<string, unknown>>(
  strings: TemplateStringsArray,
  ...values: readonly SqlValue[]
) => Promise<Row[]>;
/** Arrays become PostgreSQL arrays. Objects must be passed through JSON.stringify and cast with `::jsonb`. */
export type SqlValue =
  | string
  | number
  | boolean
  | null
  | Temporal.Instant
  | readonly (string | number | boolean | null)[];

export interface NewJournalEntry {
  readonly activityId: string;
  /** Unique on the activity: the same key is written once, however often it is asked for. */
  readonly key: string;
  readonly content: LocalizedContent;
  /** Default internal. */
  readonly visibility?: 'internal' | 'requester';
  /** Key of the entry that this one supersedes. */
  readonly supersedes?: string;
  /** The person in whose name the package acts, where there is one. */
  readonly personId?: string;
}

export interface NewMail {
  /** Unique for the package: the same key is sent once. */
  readonly key: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /**
   * Told of the final outcome, and once before it when the first attempt failed and others follow: becomes the run
   * `onOutcome.workflow` with `{ mailKey, outcome: 'accepted' | 'refused' | 'retried', reason?, unknown? }` and `context`.
   * `refused` with `unknown: true`: it was given up since nobody knows whether it arrived, so that it is not sent a third time.
   */
  readonly onOutcome?: { readonly workflow: string; readonly context: Record<string, string> };
  readonly activityId?: string;
}

export interface NewRun {
  readonly workflow: string;
  readonly input: Record<string, unknown>;
  /** Unique for the package while given: a second run with the same key is not made. */
  readonly key?: string;
  readonly subject?: {
    readonly type: 'activity' | 'asset' | 'configuration' | 'package';
    readonly id: string;
  };
  readonly dueAt?: Temporal.Instant;
  /** The person who pressed the button. */
  readonly personId?: string;
  /** The compliance rule, engine activation or action on whose account it runs. */
  readonly trigger: { readonly kind: 'action' | 'rule' | 'schedule' | 'system'; readonly name: string };
}

/** Everything done through `tx` becomes durable together, or not at all. */
export interface Transaction {
  readonly sql: Sql;
  readonly activities: {
    /** Reads the activity again and, on the built-in desk, locks its row until the end of the transaction. */
    lock(id: string): Promise<ActivitySnapshot | null>;
  };
  readonly journal: {
    /** Several in one call are written together, in their order, and cost little more than one. */
    add(...entries: readonly NewJournalEntry[]): Promise<void>;
  };
  readonly mail: { send(mail: NewMail): Promise<void> };
  readonly assets: {
    /** `shift`: by how much this moved the fingerprint of {@link Host.assets}; a whole number as text. */
    setAttributes(
      writes: readonly AttributeWrite[],
    ): Promise<{ written: number; keptByHand: string[]; shift: string }>;
    /** A computer by this name, without an owner; answers its id. */
    create(asset: { readonly name: string }): Promise<string>;
    /** Takes an asset away that this package has created and that nobody has changed or used since; false where somebody has. */
    withdraw(id: string): Promise<boolean>;
  };
  /** Starts a run; answers its id, or the id of the run that has this key already. */
  run(run: NewRun): Promise<string>;
  /** Brings forward a run of this key that is still waiting; answers whether there was one. */
  bringForward(key: string, dueAt: Temporal.Instant): Promise<boolean>;
  /** Tells open panels with this topic to render again, once this transaction is durable. Topics are `<kind>:<id>`. */
  touch(...topics: readonly string[]): Promise<void>;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly signal?: AbortSignal;
  /** Names the call in log and metrics: one of a few, without anybody's data, e.g. `GET /sessions/{code}`. */
  readonly label?: string;
}
export interface HttpResponse {
  readonly status: number;
  header(name: string): string | undefined;
  /** Bounded; reading beyond the bound rejects with code `response_too_large`. */
  readonly body: AsyncIterable<Uint8Array>;
}

/** Something that belongs into the audit record. */
export interface AuditNote {
  /** What was tried, in the package's own words, e.g. `connect`; recorded as `<package>.<action>`. */
  readonly action: string;
  readonly outcome: 'done' | 'refused' | 'failed';
  readonly subject?: { readonly type: string; readonly id: string };
  /** Who did it; without one, the package itself. */
  readonly personId?: string;
  /** Never secrets. */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}

export interface Log {
  info(message: string, fields?: Record<string, unknown>): void;
  warn(message: string, fields?: Record<string, unknown>): void;
  error(message: string, fields?: Record<string, unknown>): void;
}

export interface Clock {
  now(): Temporal.Instant;
  sleep(duration: Temporal.Duration, signal?: AbortSignal): Promise<void>;
}

/**
 * All that an add-on can reach. Members that the manifest did not ask for reject with code `permission_missing`
 * and leave an audit record. ADR 0005 maps every call to another desk's services.
 */
export interface Host {
  readonly package: { readonly id: string; readonly version: string };
  /** `https://desk.example.org`, without a slash at its end. */
  readonly publicUrl: string;
  readonly languages: readonly Language[];
  /** `https://desk.example.org/callback/<package>/<configuration id>` */
  callbackUrl(configurationId: string): string;
  /** A same-origin address that opens this package's link for a subject: `/open/<package>/<link>/<subject type>/<subject id>`. */
  linkUrl(link: string, subject: { type: string; id: string }): string;
  /** The string of a key in a language; missing members of `values` stay visible. */
  text(language: Language, key: string, values?: Record<string, string | number>): string;
  readonly activities: { get(id: string): Promise<ActivitySnapshot | null> };
  readonly assets: {
    get(id: string): Promise<AssetSnapshot | null>;
    ofActivity(activityId: string): Promise<AssetSnapshot[]>;
    /** All assets in pages of at most 5000 ordered by id; `after` is the last id seen. */
    page(after: string | null, limit: number): Promise<AssetSnapshot[]>;
    /**
     * A whole number as text, modulo 2⁶⁴, that moves with every change of what `page` answers: equal means unchanged.
     * With the `shift` of `setAttributes` a package can tell its own writes from others'.
     */
    fingerprint(): Promise<string>;
  };
  readonly people: {
    get(id: string): Promise<PersonSnapshot | null>;
    administrators(): Promise<PersonSnapshot[]>;
  };
  readonly configurations: {
    list(type: string): Promise<ConfigurationSnapshot[]>;
    get(id: string): Promise<ConfigurationSnapshot | null>;
    default(type: string): Promise<ConfigurationSnapshot | null>;
  };
  readonly secrets: {
    /** Seals for this package; `purpose` must be given again to open. */
    seal(plain: SecretValue, purpose: string): Promise<string>;
    open(sealed: string, purpose: string): Promise<SecretValue>;
  };
  readonly sql: Sql;
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** The database's own time, for leases between nodes. */
  databaseNow(): Promise<Temporal.Instant>;
  /** Bounded, limited to declared hosts, never follows redirects, refused inside a transaction. Rejects with code `network` or `timeout`. */
  fetch(request: HttpRequest): Promise<HttpResponse>;
  readonly clock: Clock;
  readonly log: Log;
  /** Leaves an audit record, whatever becomes of the call that it stands in; refused inside a transaction. */
  audit(note: AuditNote): Promise<void>;
  /** Random bytes as base64url. */
  random(bytes: number): string;
}

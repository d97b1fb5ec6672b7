import type { Secret } from '@fernwart/addon-kit';
import type { Role } from '@fernwart/contract';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** Everything that the server is told from outside, decided and checked; tests and dev-env build one directly. */
export interface ServerConfig {
  readonly role: 'all' | 'api' | 'worker';
  /** Absolute; holds the embedded database, the key file and unpacked packages. */
  readonly dataFolder: string;
  readonly database: { readonly kind: 'embedded' } | { readonly kind: 'postgres'; readonly url: Secret };
  readonly http: HttpConfig;
  /** Keys as base64, the first seals; null: those in `master.key` in the data folder, which is made when absent. */
  readonly keys: readonly Secret[] | null;
  /** Real origin → base address of its stand-in, which may carry a path. Empty in production. */
  readonly hosts: Readonly<Record<string, string>>;
  /** Key id → trusted publisher; the key is Ed25519, SPKI, base64. */
  readonly publishers: Readonly<Record<string, { readonly name: string; readonly publicKey: string }>>;
  /** Ids of packages that may be installed without a trusted signature. */
  readonly allowUnsigned: readonly string[];
  readonly mail: MailConfig;
  /** Null or left out: people sign in with a password. */
  readonly singleSignOn?: SingleSignOnConfig | null;
  /** IANA name: the default of schedules and of new people. */
  readonly timeZone: string;
  /** Whether administrators only read the time zone. */
  readonly timeZoneIsFixed?: boolean;
  readonly logLevel: LogLevel;
}

/** One OpenID Connect provider. */
export interface SingleSignOnConfig {
  readonly issuer: string;
  readonly clientId: string;
  /** Null: a public client. */
  readonly clientSecret: Secret | null;
  /** What the button on the sign-in page names. */
  readonly label: string;
  readonly scope: string;
  /** The claim whose values mean roles and teams. */
  readonly groupsClaim: string;
  /** Value of the claim → roles; `*` for everybody. */
  readonly roles: Readonly<Record<string, readonly Role[]>>;
  /** Value of the claim → name of a team. */
  readonly teams: Readonly<Record<string, string>>;
}

export interface HttpConfig {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Origin as browsers see it, without a slash at its end; null: the address that the server listens on. */
  readonly publicUrl: string | null;
  /** Addresses or networks whose `X-Forwarded-*` headers are believed. */
  readonly trustedProxies: readonly string[];
  /** Calls without a sign-in that one address may make in a minute. */
  readonly anonymousPerMinute: number;
  /** Calls that one person may make in a minute; 3,000 when left out. */
  readonly personPerMinute?: number;
  /** The same of one API token; 1,500 when left out. */
  readonly tokenPerMinute?: number;
  /** Where the built console lies. */
  readonly consoleFolder: string;
}

export interface MailConfig {
  /** `smtp://user:password@host:port`; null: mail waits in the outbox. */
  readonly smtpUrl: Secret | null;
  readonly from: { readonly name: string; readonly address: string };
}

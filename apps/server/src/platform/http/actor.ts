import type { Language, Role } from '@fernwart/contract';

/** The person in whose name a request is made. */
export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly language: Language;
  readonly timeZone: string;
  readonly roles: ReadonlySet<Role>;
  readonly teamIds: ReadonlySet<string>;
  /** Identifies the browser session (or API token) without being its secret. */
  readonly signInId: string;
  /** Signed in with an API token: a program, not somebody at a browser. */
  readonly byToken?: true;
}

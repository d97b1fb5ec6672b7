import type { Localized } from '@fernwart/contract';

export type HealthState = 'ok' | 'warning' | 'failing';

/** One thing that the server's health depends on, as compose hands it over. */
export interface HealthCheck {
  /** For programs, e.g. `database`. */
  readonly id: string;
  readonly name: Localized;
  /** Without it this node can answer nobody: it is not ready. */
  readonly needed: boolean;
  /** A rejection, or no answer within two seconds, is `failing`. */
  check(): Promise<HealthFinding>;
}
export interface HealthFinding {
  readonly state: HealthState;
  readonly text: Localized;
  /** What an administrator can do; null where nothing is to be done. */
  readonly remedy: Localized | null;
}

/** A number that is read whenever the metrics are. */
export interface Reading {
  /** e.g. `fernwart_queue_depth` */
  readonly name: string;
  readonly help: string;
  readonly value: number;
  readonly labels?: Readonly<Record<string, string>>;
}

/** A call of a package that ended. */
export interface OutgoingCallEnd {
  readonly package: string;
  readonly function: string;
  readonly outcome: string;
  readonly seconds: number;
}

/** An answered request, as the HTTP server tells of it. */
export interface AnsweredRequest {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

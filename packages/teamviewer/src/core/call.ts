/** Whether somebody is waiting for the answer. People go before background work in the limiter. */
export type Priority = 'person' | 'background';

/** One function of the Web API. Its name is also its bucket in the limiter and its key in the permission table. */
export interface ApiFunction {
  /** Method and path template: `GET /sessions/{code}`. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path template below the base address, `{…}` filled from the call's `params`. */
  readonly path: string;
  /** True when sending it twice does no more than sending it once. `POST /sessions` is not, and is never repeated. */
  readonly repeatable: boolean;
  /** True when it changes nothing, so that a lost answer leaves no question behind. */
  readonly reads: boolean;
  /** True when the answer carries no content to read. */
  readonly silent: boolean;
  /** True where a plain 400 can only mean that the id in the path is unknown (facts §5.4 [U]: 404 or 400). */
  readonly unknownIdMayBe400: boolean;
  /** The largest answer accepted, in bytes. */
  readonly maxBytes: number;
}

/** Settings of one call; what is absent comes from the client. */
export interface CallOptions {
  readonly priority?: Priority;
  readonly signal?: AbortSignal;
  /**
   * How long one request may take, from sending to the last byte. For calls that must not be repeated it bounds the
   * whole call, renewals and waits included.
   */
  readonly deadline?: Temporal.Duration;
}

/** One call on its way through the layers. */
export interface Call {
  readonly fn: ApiFunction;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | undefined>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as a form; only the token endpoint takes one. */
  readonly form?: Readonly<Record<string, string>>;
  readonly token?: string;
  readonly priority: Priority;
  readonly deadline: Temporal.Duration;
  /** Not to be sent after this instant. */
  readonly notAfter?: Temporal.Instant;
  readonly signal?: AbortSignal;
  /** True: a good answer's body is handed on unread. */
  readonly stream: boolean;
}

/** What came back. */
export interface Answer {
  readonly status: number;
  header(name: string): string | undefined;
  readonly text: string;
  /** What the text says, once it has been judged good. */
  readonly json?: unknown;
  /** Set instead of `text` for a streaming call with a good status. */
  readonly stream?: AsyncIterable<Uint8Array>;
}

/** The one signature that the core and every layer share. */
export type Send = (call: Call) => Promise<Answer>;

/** A policy around {@link Send}. */
export type Layer = (next: Send) => Send;

/**
 * The edge of this package. Whoever builds a client hands these in; nothing here opens a socket or reads a clock
 * by itself.
 */

/** One outgoing request. `body` is text, sent as UTF-8. */
export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  url: string;
  headers?: Record<string, string>;
  body?: string;
  signal?: AbortSignal;
  /** The function that is called, without anybody's data: for logs and counters. */
  label?: string;
}

/** The answer to it. `body` may be read once; leaving the iteration early must free the connection. */
export interface HttpResponse {
  readonly status: number;
  /** The value of a header, whatever the spelling of its name; `undefined` when it is absent. */
  header(name: string): string | undefined;
  readonly body: AsyncIterable<Uint8Array>;
}

/**
 * Sends one request. Rejects on network trouble only: every status is an answer.
 *
 * It must never follow a redirect. A redirected `POST /sessions` has been seen once (facts §5.2 [L]), and a bearer
 * token must not travel to a host that nobody chose.
 */
export type Transport = (request: HttpRequest) => Promise<HttpResponse>;

/** Time. `sleep` rejects when the signal aborts. */
export interface Clock {
  now(): Temporal.Instant;
  sleep(duration: Temporal.Duration, signal?: AbortSignal): Promise<void>;
}

/** Where log lines go: a static message and fields. Fields never hold tokens, bodies, query values or links. */
export interface Log {
  debug?(message: string, fields?: Record<string, unknown>): void;
  warn(message: string, fields?: Record<string, unknown>): void;
}

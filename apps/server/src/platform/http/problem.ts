import type { Localized, ProblemCode } from '@fernwart/contract';

/** Thrown wherever a request cannot be done; becomes an RFC 9457 document with the catalogue's status, title and turn. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly detail: Localized | undefined;
  readonly errors: readonly { path: string; message: string }[] | undefined;
  /** After how long asking again makes sense; becomes the `Retry-After` header. */
  readonly retryAfter: Temporal.Duration | undefined;

  constructor(
    code: ProblemCode,
    options: {
      detail?: Localized;
      errors?: readonly { path: string; message: string }[];
      retryAfter?: Temporal.Duration;
      cause?: unknown;
    } = {},
  ) {
    super(options.detail?.en ?? code, { cause: options.cause });
    this.code = code;
    this.detail = options.detail;
    this.errors = options.errors;
    this.retryAfter = options.retryAfter;
  }
}

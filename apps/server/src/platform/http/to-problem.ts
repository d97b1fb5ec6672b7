import type { ProblemCode } from '@fernwart/contract';
import { Problem } from './problem.ts';

/** Fastify's own refusals of a request (its `lib/errors.js`), in the words of our catalogue. */
const byFastifyCode: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformed_json',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformed_json',
  FST_ERR_CTP_BODY_TOO_LARGE: 'too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'invalid_input',
  FST_ERR_BAD_URL: 'not_found',
  FST_ERR_MAX_PARAM_LENGTH: 'not_found',
};

/** What anything thrown while a request was handled means to the caller; what nobody foresaw is `internal`. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const { code, statusCode, name } = error as { code?: unknown; statusCode?: unknown; name?: unknown };
  const known = typeof code === 'string' ? byFastifyCode[code] : undefined;
  if (known) return new Problem(known, { cause: error });
  // A body with `__proto__` or `constructor.prototype` is refused by the JSON parser with a bare SyntaxError.
  if (statusCode === 400 && name === 'SyntaxError') return new Problem('malformed_json', { cause: error });
  if (statusCode === 403 || statusCode === 404) return new Problem('not_found', { cause: error });
  return new Problem('internal', { cause: error });
}

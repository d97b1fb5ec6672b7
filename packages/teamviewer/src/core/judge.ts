import {
  TeamViewerError,
  type TeamViewerErrorCode,
  type TeamViewerErrorDetails,
  type VendorError,
} from '../errors.ts';
import { permissionsFor } from '../permissions.ts';
import type { Clock } from '../transport.ts';
import type { Answer, Call, Send } from './call.ts';
import { retryAfter } from './retry-after.ts';
import { readVendorError } from './vendor-error.ts';

/** The layer that lets good answers pass, read as JSON, and turns every other one into the decision it asks for. */
export function judged(next: Send, clock: Clock): Send {
  return async (call) => {
    const answer = await next(call);
    if (answer.status < 200 || answer.status >= 300) throw judge(call, answer, clock.now());
    return call.fn.silent || call.stream ? answer : { ...answer, json: readJson(call, answer) };
  };
}

function readJson(call: Call, answer: Answer): unknown {
  try {
    return JSON.parse(answer.text) as unknown;
  } catch (cause) {
    throw new TeamViewerError('try_later', 'The answer is cut short or is not JSON.', {
      fn: call.fn.name,
      status: answer.status,
      effectUnknown: !call.fn.reads,
      cause,
    });
  }
}

interface Verdict {
  readonly code: TeamViewerErrorCode;
  readonly message: string;
  readonly details?: TeamViewerErrorDetails;
}

/**
 * Decides what an answer that is not good means. `error` names are looked at before the status, because a 403 is
 * used for the rate limit, a blocked address and a missing right alike (facts §3, §12.3 [C]).
 *
 * A 401 becomes `sign_in_again`; the auth layer tries a newer token first. A 400 never does (facts §12.2 [C]).
 */
export function judge(call: Call, answer: Answer, now: Temporal.Instant): TeamViewerError {
  const vendor = readVendorError(answer.text);
  const verdict = byName(call, answer, vendor, now) ?? byStatus(call, answer, now);
  return new TeamViewerError(verdict.code, verdict.message, {
    fn: call.fn.name,
    status: answer.status,
    vendor,
    ...verdict.details,
  });
}

function byName(call: Call, answer: Answer, vendor: VendorError, now: Temporal.Instant): Verdict | undefined {
  if (answer.status < 400 || answer.status >= 500) return undefined;
  switch (vendor.error?.toLowerCase()) {
    case 'rate_limit_reached':
    case 'too_many_retries':
      return slowDown(answer, now);
    case 'not_found':
      return notFound();
    case 'invalid_token':
    case 'token_expired':
    case 'wrong_credentials':
      return answer.status === 400 ? undefined : tokenRefused();
    case 'invalid_permission':
      return missingRight(call);
    case 'internal_error':
      return serverTrouble(call, answer, now);
    case 'blocked':
      return { code: 'try_later', message: 'TeamViewer has blocked the address that this call came from.' };
    default:
      return undefined;
  }
}

function byStatus(call: Call, answer: Answer, now: Temporal.Instant): Verdict {
  const { status } = answer;
  if (status === 400) return badRequest(call, answer);
  if (status === 401) return tokenRefused();
  if (status === 403) return missingRight(call);
  if (status === 404 || status === 410) return notFound();
  if (status === 429) return slowDown(answer, now);
  if (status === 408 || status >= 500) return serverTrouble(call, answer, now);
  if (status >= 400) return { code: 'bad_request', message: 'TeamViewer refused the request.' };
  return {
    code: 'our_fault',
    message: 'TeamViewer answered with a redirect or an informational status, which is never followed.',
    details: { effectUnknown: !call.fn.reads },
  };
}

/** The licence's cap on simultaneous sessions is told from other 400s by its text alone (facts §3 [L: DP]). */
function badRequest(call: Call, answer: Answer): Verdict {
  if (/licen[sc]e limitations/i.test(answer.text)) {
    return { code: 'session_limit', message: 'The TeamViewer licence allows no more simultaneous sessions.' };
  }
  if (call.fn.unknownIdMayBe400) return notFound();
  return { code: 'bad_request', message: 'TeamViewer refused the request.' };
}

function missingRight(call: Call): Verdict {
  const rights = permissionsFor(call.fn.name);
  const [right] = rights;
  return {
    code: 'missing_right',
    message: 'The access token lacks the permission for this call.',
    details: right === undefined ? {} : { right, rights },
  };
}

function slowDown(answer: Answer, now: Temporal.Instant): Verdict {
  const until = retryAfter(answer.header('retry-after'), now);
  return {
    code: 'slow_down',
    message: 'TeamViewer asks for fewer calls.',
    details: until === undefined ? {} : { until },
  };
}

function tokenRefused(): Verdict {
  return { code: 'sign_in_again', message: 'TeamViewer did not accept the access token.' };
}

function notFound(): Verdict {
  return { code: 'not_found', message: 'TeamViewer does not know this object.' };
}

function serverTrouble(call: Call, answer: Answer, now: Temporal.Instant): Verdict {
  const until = retryAfter(answer.header('retry-after'), now);
  return {
    code: 'try_later',
    message: 'TeamViewer had an internal problem.',
    details: { effectUnknown: !call.fn.reads, ...(until === undefined ? {} : { until }) },
  };
}

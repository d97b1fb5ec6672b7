import { TeamViewerError, type TeamViewerErrorDetails } from '../errors.ts';
import type { Clock, HttpRequest, HttpResponse, Transport } from '../transport.ts';
import { addressOf } from './api-function.ts';
import { FINISHED, readText, streamBody } from './body.ts';
import type { Answer, Call, Send } from './call.ts';

/** What the core needs to send anything at all. */
export interface RequestDeps {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly baseUrl: string;
}

/**
 * The core: sends one request and returns the answer, whatever its status. It knows no retries, limits or tokens.
 *
 * It rejects with `try_later` when no whole answer arrived within the deadline. The deadline holds even when the
 * transport ignores its signal, because a half-open connection may never say a word again.
 */
export function createRequest(deps: RequestDeps): Send {
  return async (call) => {
    if (call.signal?.aborted)
      throw notSent(call, 'The call was cancelled before it was sent.', call.signal.reason);
    const deadline = remaining(call, deps.clock);
    const request = compose(call, deps.baseUrl);
    const stop = new AbortController();
    const cancel = () => stop.abort(call.signal?.reason);
    call.signal?.addEventListener('abort', cancel, { once: true });
    try {
      return await withinDeadline(deps, call, deadline, stop, receive(deps, call, request, stop.signal));
    } finally {
      call.signal?.removeEventListener('abort', cancel);
    }
  };
}

function remaining(call: Call, clock: Clock): Temporal.Duration {
  if (call.notAfter === undefined) return call.deadline;
  const left = clock.now().until(call.notAfter);
  if (left.sign <= 0) throw notSent(call, 'The deadline passed before the request could be sent.');
  return Temporal.Duration.compare(left, call.deadline) < 0 ? left : call.deadline;
}

/** JSON goes out as UTF-8 and says so: senders that leave the charset open have damaged umlauts (facts §1 [C]). */
function compose(call: Call, baseUrl: string): HttpRequest {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (call.token !== undefined) headers['authorization'] = `Bearer ${call.token}`;
  const request: HttpRequest = {
    method: call.fn.method,
    url: addressOf(baseUrl, call.fn.path, call.params, call.query),
    headers,
    label: call.fn.name,
  };
  if (call.form !== undefined) {
    headers['content-type'] = 'application/x-www-form-urlencoded';
    request.body = new URLSearchParams(call.form).toString();
  } else if (call.json !== undefined) {
    headers['content-type'] = 'application/json; charset=utf-8';
    request.body = JSON.stringify(call.json);
  }
  return request;
}

async function receive(
  deps: RequestDeps,
  call: Call,
  request: HttpRequest,
  signal: AbortSignal,
): Promise<Answer> {
  const response = await deps.transport({ ...request, signal });
  const { status } = response;
  const header = (name: string) => response.header(name);
  if (call.stream && isGood(status)) {
    return { status, header, text: '', stream: streamBody(response.body, deps.clock, call.deadline) };
  }
  return { status, header, text: await readWhole(call, response, signal) };
}

async function readWhole(call: Call, response: HttpResponse, signal: AbortSignal): Promise<string> {
  const text = await readText(response.body, call.fn.maxBytes, signal);
  if (text !== undefined) return text;
  throw tooLarge(call, { status: response.status });
}

async function withinDeadline(
  deps: RequestDeps,
  call: Call,
  deadline: Temporal.Duration,
  stop: AbortController,
  work: Promise<Answer>,
): Promise<Answer> {
  const finished = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    stop.signal.addEventListener(
      'abort',
      () => reject(lost(call, 'The call was cancelled.', stop.signal.reason)),
      {
        once: true,
      },
    );
  });
  const late = deps.clock.sleep(deadline, finished.signal).then(
    () => {
      const error = lost(call, 'No whole answer arrived within the deadline.');
      // Rejecting comes before aborting, so that the caller learns of the deadline and not of its echo.
      queueMicrotask(() => stop.abort(error));
      throw error;
    },
    () => new Promise<never>(() => undefined),
  );
  work.catch(() => undefined);
  aborted.catch(() => undefined);
  late.catch(() => undefined);
  try {
    return await Promise.race([work, late, aborted]);
  } catch (error) {
    if (error instanceof TeamViewerError) throw error;
    throw broken(call, error);
  } finally {
    finished.abort(FINISHED);
  }
}

/** A host's bounded fetch names its refusals by code; everything else is network trouble. */
function broken(call: Call, error: unknown): TeamViewerError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'permission_missing') {
    return new TeamViewerError('our_fault', 'The host does not allow calls to this address.', {
      fn: call.fn.name,
      cause: error,
    });
  }
  if (code === 'response_too_large') return tooLarge(call, { cause: error });
  return lost(call, 'The connection to TeamViewer failed.', error);
}

function tooLarge(call: Call, details: TeamViewerErrorDetails): TeamViewerError {
  return new TeamViewerError('our_fault', 'The answer is larger than this function may return.', {
    fn: call.fn.name,
    effectUnknown: !call.fn.reads,
    ...details,
  });
}

function isGood(status: number): boolean {
  return status >= 200 && status < 300;
}

function notSent(call: Call, message: string, cause?: unknown): TeamViewerError {
  return new TeamViewerError('try_later', message, { fn: call.fn.name, cause });
}

function lost(call: Call, message: string, cause?: unknown): TeamViewerError {
  return new TeamViewerError('try_later', message, {
    fn: call.fn.name,
    cause,
    effectUnknown: !call.fn.reads,
  });
}

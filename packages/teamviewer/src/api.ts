import type { Answer, ApiFunction, Call, CallOptions, Priority, Send } from './core/call.ts';
import { judged } from './core/judge.ts';
import { createRequest } from './core/request.ts';
import { withAuth, withTokenAsItIs } from './layers/auth.ts';
import { withLimit } from './layers/limit.ts';
import { withLog } from './layers/log.ts';
import { DEFAULT_RETRY, type RetryPolicy, withRetry } from './layers/retry.ts';
import { createMemoryLimiterStore, type LimiterStore } from './limiter/limiter-store.ts';
import { LICENCE_QUOTAS, type Quota } from './limiter/quota.ts';
import { createDriftTally, type DriftSink, type DriftTally } from './shape/drift.ts';
import type { TokenSource } from './tokens.ts';
import type { Clock, Log, Transport } from './transport.ts';

/** The address of TeamViewer's Web API (facts §1 [C: M §2.2]). */
export const BASE_URL = 'https://webapi.teamviewer.com/api/v1';
/** The same in the US region (facts §1 [C: AD]). Which sign-in host goes with it is unknown ([U]). */
export const US_BASE_URL = 'https://webapi.us.teamviewer.com/api/v1';
/** How long one request may take unless something else is said. */
export const DEFAULT_DEADLINE = Temporal.Duration.from({ seconds: 30 });

/** How the limiter of a connection is set up. */
export interface LimiterOptions {
  /** Where the counts are kept. Default: in this process, for this client alone. */
  readonly store?: LimiterStore;
  /** The licence's quota. Default: Business, the smallest paid one (facts §3.1 [C]). */
  readonly quota?: Quota;
  /** Share of the quota that background work leaves to people, 0–1. Default 0.2. */
  readonly reserve?: number;
  /**
   * Background work may take so many calls out of the quota at once, so that long lists do not write the count for each
   * page. It begins with one and doubles; what is not used within seconds stays counted. Default 1.
   */
  readonly batch?: number;
}

/** Everything a client needs. Two clients share nothing unless they are handed the same store or token source. */
export interface TeamViewerOptions {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly tokens: TokenSource;
  readonly limiter?: LimiterOptions;
  readonly log?: Log;
  /** Told of differences between answers and what is known of the API. */
  readonly onDrift?: DriftSink;
  /** Default {@link BASE_URL}. */
  readonly baseUrl?: string;
  /** Default 30 s; see {@link CallOptions.deadline}. */
  readonly deadline?: Temporal.Duration;
  /** Default `person`. */
  readonly priority?: Priority;
  readonly retry?: Partial<RetryPolicy>;
}

/** What a resource puts into a call. */
export type CallInput = Pick<Call, 'params' | 'query' | 'json'>;

/** What resources are written against. */
export interface Api {
  send(fn: ApiFunction, input: CallInput, options?: CallOptions): Promise<Answer>;
  /** Sends without renewing a refused token. */
  probe(fn: ApiFunction, input: CallInput, options?: CallOptions): Promise<Answer>;
  /** Sends and hands the body on unread. */
  stream(fn: ApiFunction, input: CallInput, options?: CallOptions): Promise<AsyncIterable<Uint8Array>>;
  /** Runs `read` with a tally and reports what it noted. */
  reading<T>(fn: ApiFunction, read: (tally: DriftTally) => T): T;
  /** The same for answers that are read bit by bit. */
  tally(fn: ApiFunction): { readonly tally: DriftTally; report(): void };
}

/**
 * Composes the layers of one connection. From the outside in: a refused token is renewed, safe calls are repeated,
 * each single request is logged, limited and judged.
 */
export function createApi(options: TeamViewerOptions): Api {
  const { clock, tokens } = options;
  const {
    store = createMemoryLimiterStore(),
    quota = LICENCE_QUOTAS.business,
    reserve = 0.2,
    batch = 1,
  } = options.limiter ?? {};
  const request = createRequest({ ...options, baseUrl: options.baseUrl ?? BASE_URL });
  const limited = withLimit(store, { quota, reserve, batch }, clock)(judged(request, clock));
  const logged = options.log === undefined ? limited : withLog(options.log, clock)(limited);
  const retried = withRetry(clock, { ...DEFAULT_RETRY, ...options.retry })(logged);
  const signedIn = withAuth(tokens)(retried);
  const probing = withTokenAsItIs(tokens)(retried);
  const call = (fn: ApiFunction, input: CallInput, own: CallOptions = {}, stream = false) =>
    composeCall(options, fn, input, own, stream);

  return {
    send: async (fn, input, own) => signedIn(call(fn, input, own)),
    probe: async (fn, input, own) => probing(call(fn, input, own)),
    stream: async (fn, input, own) => streamOf(signedIn, call(fn, input, own, true)),
    reading(fn, read) {
      const notes = tallyFor(fn);
      try {
        return read(notes.tally);
      } finally {
        notes.report();
      }
    },
    tally: tallyFor,
  };

  function tallyFor(fn: ApiFunction) {
    const tally = createDriftTally();
    return { tally, report: () => options.onDrift && tally.report(fn.name, options.onDrift) };
  }
}

/** A call that must not be repeated gets an instant after which it is not sent, so that its caller knows when it is over. */
function composeCall(
  options: TeamViewerOptions,
  fn: ApiFunction,
  input: CallInput,
  own: CallOptions,
  stream: boolean,
): Call {
  const deadline = own.deadline ?? options.deadline ?? DEFAULT_DEADLINE;
  return {
    fn,
    ...input,
    priority: own.priority ?? options.priority ?? 'person',
    deadline,
    stream,
    ...(fn.repeatable ? {} : { notAfter: options.clock.now().add(deadline) }),
    ...(own.signal === undefined ? {} : { signal: own.signal }),
  };
}

async function streamOf(send: Send, call: Call): Promise<AsyncIterable<Uint8Array>> {
  const { stream } = await send(call);
  if (stream === undefined) throw new TypeError('A streaming call was answered without a stream.');
  return stream;
}

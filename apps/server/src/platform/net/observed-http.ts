import type { NewId } from '../crypto/ids.ts';
import type { Log } from '../log/log.ts';
import { withTrace } from '../log/trace.ts';
import type { HttpClient } from './http-client.ts';

/** An outgoing call that ended, as metrics count it. */
export interface OutgoingCall {
  readonly package: string;
  /** A function of the outside service, e.g. `GET /sessions/{code}`. */
  readonly function: string;
  /** The answer's status, or the code of what kept it from coming. */
  readonly outcome: string;
  readonly seconds: number;
}

/** Gives every call an id, and tells the log and `observe` how it ended. Addresses hold codes and stay out of both. */
export function observedHttp(
  http: HttpClient,
  deps: { log: Log; newId: NewId; observe: (call: OutgoingCall) => void },
): HttpClient {
  return {
    ...http,
    fetch: (request, limits) =>
      withTrace({ call: deps.newId() }, async () => {
        const began = performance.now();
        const end = (outcome: string) => {
          const seconds = (performance.now() - began) / 1000;
          const call = {
            package: limits.package ?? 'platform',
            function: request.label ?? request.method,
            outcome,
            seconds,
          };
          deps.observe(call);
          deps.log.info('An outgoing call ended', { ...call, host: URL.parse(request.url)?.host });
        };
        try {
          const answer = await http.fetch(request, limits);
          end(String(answer.status));
          return answer;
        } catch (error) {
          const { code } = error as { code?: unknown };
          end(typeof code === 'string' ? code : 'failed');
          throw error;
        }
      }),
  };
}

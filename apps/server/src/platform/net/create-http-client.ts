import { isIP } from 'node:net';
import type { HttpRequest, HttpResponse } from '@fernwart/addon-kit';
import { Agent, type Dispatcher, request as send } from 'undici';
import { assertOutsideTransaction } from '../db/transaction-guard.ts';
import { boundedBody } from './bounded-body.ts';
import type { HttpClient } from './http-client.ts';
import { NetError, toNetError } from './net-error.ts';
import { privateAddresses } from './private-addresses.ts';
import { publicLookup } from './public-lookup.ts';

const defaultDeadline = Temporal.Duration.from({ seconds: 30 });
const defaultMaxBytes = 10 * 1024 * 1024;

export interface HttpClientOptions {
  /** Real origin → base address of its stand-in, which may carry a path and lie anywhere. */
  readonly hosts: Readonly<Record<string, string>>;
}

/** Where a call or link really goes. */
interface Target {
  readonly url: URL;
  readonly isStandIn: boolean;
}

export function createHttpClient(options: HttpClientOptions): HttpClient {
  const isPrivate = privateAddresses();
  const publicHosts = new Agent({ connect: { lookup: publicLookup(isPrivate), timeout: 10_000 } });
  const standIns = new Agent({ connect: { timeout: 10_000 } });

  function target(address: string, allowed: readonly string[]): Target {
    const url = URL.parse(address);
    if (!url || url.username !== '' || url.password !== '') {
      throw new NetError('host_not_allowed', 'this is no address that may be called');
    }
    if (!allowed.some((origin) => URL.parse(origin)?.origin === url.origin)) {
      throw new NetError('host_not_allowed', `${url.host} is not among the hosts that may be called`);
    }
    const standIn = options.hosts[url.origin];
    if (standIn !== undefined) return { url: movedTo(standIn, url), isStandIn: true };
    if (url.protocol !== 'https:')
      throw new NetError('host_not_allowed', `${url.host} is called by https alone`);
    const literal = url.hostname.replace(/^\[|\]$/g, '');
    if (isIP(literal) !== 0 && isPrivate(literal)) {
      throw new NetError('host_not_allowed', `${url.host} lies in a private network`);
    }
    return { url, isStandIn: false };
  }

  return {
    async fetch(request, limits): Promise<HttpResponse> {
      assertOutsideTransaction('An outgoing call');
      const { url, isStandIn } = target(request.url, limits.allowed);
      const deadline = AbortSignal.timeout((limits.deadline ?? defaultDeadline).total('milliseconds'));
      const host = new URL(request.url).host;
      try {
        const response = await send(url, {
          ...toUndici(request),
          dispatcher: isStandIn ? standIns : publicHosts,
          signal: request.signal ? AbortSignal.any([deadline, request.signal]) : deadline,
        });
        return present(response, limits.maxBytes ?? defaultMaxBytes, (error) =>
          failure(error, request, host, deadline),
        );
      } catch (error) {
        throw failure(error, request, host, deadline);
      }
    },
    linkTarget: (url, allowed) => target(url, allowed).url.href,
    async close() {
      await Promise.all([publicHosts.destroy(), standIns.destroy()]);
    },
  };
}

function movedTo(base: string, url: URL): URL {
  return new URL(`${base.replace(/\/$/, '')}${url.pathname}${url.search}${url.hash}`);
}

function toUndici({ method, headers, body }: HttpRequest) {
  return { method, headers: headers ?? null, body: body ?? null } as const;
}

/** The caller's own end of patience is handed back as it is. */
function failure(error: unknown, request: HttpRequest, host: string, deadline: AbortSignal): unknown {
  if (request.signal?.aborted) return request.signal.reason;
  return toNetError(error, host, deadline);
}

function present(
  { statusCode, headers, body }: Dispatcher.ResponseData,
  maxBytes: number,
  toFailure: (error: unknown) => unknown,
): HttpResponse {
  // A body that nobody reads ends at its deadline, and must not take the process with it.
  body.on('error', () => undefined);
  return {
    status: statusCode,
    header: (name) => [headers[name.toLowerCase()]].flat()[0],
    body: boundedBody(body, maxBytes, toFailure),
  };
}

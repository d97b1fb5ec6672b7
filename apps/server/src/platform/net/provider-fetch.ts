import type { CustomFetch } from 'openid-client';
import { Agent, request as send } from 'undici';
import { assertOutsideTransaction } from '../db/transaction-guard.ts';
import { boundedBody } from './bounded-body.ts';
import { NetError, toNetError } from './net-error.ts';
import { privateAddresses } from './private-addresses.ts';
import { publicLookup } from './public-lookup.ts';

const deadline = 10_000;
const maxBytes = 1024 * 1024;

/**
 * Calls of the identity provider. Its own origin is the operator's choice and may lie in a private network; whatever else
 * its documents name is reached by https in public networks alone. Redirects are never followed, answers are bounded.
 */
export function createProviderFetch(issuerOrigin: string): { fetch: CustomFetch; close(): Promise<void> } {
  const own = new Agent({ connect: { timeout: deadline } });
  const others = new Agent({ connect: { lookup: publicLookup(privateAddresses()), timeout: deadline } });
  return {
    async fetch(address, { method, headers, body }) {
      assertOutsideTransaction('An outgoing call');
      const url = new URL(address);
      const isOwn = url.origin === issuerOrigin;
      if (!isOwn && url.protocol !== 'https:')
        throw new NetError('host_not_allowed', `${url.host} is called by https alone`);
      const patience = AbortSignal.timeout(deadline);
      try {
        const answer = await send(url, {
          method: method as 'GET' | 'POST',
          headers,
          body: body === undefined || body === null ? null : String(body as string | URLSearchParams),
          dispatcher: isOwn ? own : others,
          signal: patience,
        });
        const chunks = await Array.fromAsync(boundedBody(answer.body, maxBytes, (error) => error));
        const known = Object.entries(answer.headers).flatMap(([name, value]) =>
          [value ?? []].flat().map((one): [string, string] => [name, one]),
        );
        const empty = answer.statusCode === 204 || answer.statusCode === 304;
        return new Response(empty ? null : Buffer.concat(chunks), {
          status: answer.statusCode,
          headers: known,
        });
      } catch (error) {
        throw toNetError(error, url.host, patience);
      }
    },
    async close() {
      await Promise.all([own.destroy(), others.destroy()]);
    },
  };
}

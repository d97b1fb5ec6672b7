import type { HttpClient } from './http-client.ts';
import { NetError } from './net-error.ts';

/** No call leaves while `isPaused` says so; it fails as if the network were away, and may be tried later. */
export function pausableHttp(http: HttpClient, isPaused: () => Promise<boolean>): HttpClient {
  return {
    ...http,
    async fetch(request, limits) {
      if (await isPaused()) throw new NetError('network', 'calls are paused in this copy of the system');
      return http.fetch(request, limits);
    },
  };
}

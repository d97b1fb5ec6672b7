import type { HttpRequest, HttpResponse } from '@fernwart/addon-kit';

/**
 * Bounded outgoing HTTP. Only `allowed` origins are reached (stand-ins of FERNWART_HOSTS are applied here and nowhere else),
 * redirects are never followed, bodies and times are bounded, and a call inside a database transaction is refused.
 * Rejects with code `host_not_allowed`, `network`, `timeout`, `response_too_large` or `inside_transaction`.
 */
export interface HttpClient {
  fetch(
    request: HttpRequest,
    limits: {
      allowed: readonly string[];
      deadline?: Temporal.Duration;
      maxBytes?: number;
      /** On whose account, for log and metrics. */
      package?: string;
    },
  ): Promise<HttpResponse>;
  /** Where a link to a real host leads: itself, or its stand-in. Throws code `host_not_allowed` for any other host. */
  linkTarget(url: string, allowed: readonly string[]): string;
  close(): Promise<void>;
}

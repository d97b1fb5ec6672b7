import type { Secret } from './secret.ts';

/** The token for one call. `generation` grows with every renewal, so that two callers never renew the same one. */
export interface AccessToken {
  readonly value: Secret | string;
  readonly generation: number;
}

/**
 * The only path to a token: this client never stores, refreshes or shares one by itself, because a refresh token is
 * single use and whoever refreshes must save the new pair first (facts §2.3 [C], §12.1).
 */
export interface TokenSource {
  /** The token to use now. Rejects with `code` `sign_in_again` or `try_later`. */
  current(): Promise<AccessToken>;
  /**
   * Called after a 401. Resolves with a newer generation: one that somebody else has obtained meanwhile, or a fresh
   * one. Rejects with an error whose `code` is `sign_in_again` or `try_later`.
   */
  renew(failedGeneration: number): Promise<AccessToken>;
}

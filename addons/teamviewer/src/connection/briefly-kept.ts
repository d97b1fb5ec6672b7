import type { AccessToken, TokenSource } from '@fernwart/teamviewer';

const keptFor = Temporal.Duration.from({ seconds: 2 });

/**
 * Asks for the token every other second instead of before each call, for work that makes hundreds of calls in a row.
 * A token that TeamViewer refuses is renewed at once, as ever.
 */
export function brieflyKept(tokens: TokenSource, clock: { now(): Temporal.Instant }): TokenSource {
  let kept: { readonly token: AccessToken; readonly until: Temporal.Instant } | null = null;
  return {
    async current() {
      const now = clock.now();
      if (kept !== null && Temporal.Instant.compare(now, kept.until) < 0) return kept.token;
      const token = await tokens.current();
      kept = { token, until: now.add(keptFor) };
      return token;
    },
    renew(failedGeneration) {
      kept = null;
      return tokens.renew(failedGeneration);
    },
  };
}

import { z } from 'zod';
import { type Secret, secret } from '../secret.ts';
import { isRecord } from '../shape/record-reader.ts';

/** What the token endpoint gives (facts §2.3 [C]). The refresh token is single use: save this pair before using it. */
export interface TokenPair {
  readonly accessToken: Secret;
  readonly refreshToken: Secret;
  /** When the access token ends, counted from before the request was sent. */
  readonly expiresAt: Temporal.Instant;
}

/** The documented life of an access token: one day (facts §2.3 [C: M]); obeyed is what the answer says. */
const DOCUMENTED_LIFE_SECONDS = 86_400;

const tokenSchema = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional().catch(undefined),
  expires_in: z.coerce
    .number()
    .positive()
    .max(10 * 365 * 86_400)
    .optional()
    .catch(undefined),
});

/**
 * Reads a token answer; `undefined` when it holds no usable pair. An answer without a refresh token keeps the one
 * that was sent, as RFC 6749 §6 has it; TeamViewer documents a new one with every refresh.
 */
export function readTokenPair(
  json: unknown,
  sentAt: Temporal.Instant,
  sentRefreshToken: string | undefined,
): TokenPair | undefined {
  const read = tokenSchema.safeParse(isRecord(json) ? lowered(json) : json).data;
  const refreshToken = read?.refresh_token ?? sentRefreshToken;
  if (read === undefined || refreshToken === undefined) return undefined;
  return {
    accessToken: secret(read.access_token),
    refreshToken: secret(refreshToken),
    expiresAt: sentAt.add({ seconds: Math.floor(read.expires_in ?? DOCUMENTED_LIFE_SECONDS) }),
  };
}

function lowered(json: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name.toLowerCase(), value]));
}

import { Secret, type SecretValue } from '@fernwart/addon-kit';
import * as openid from 'openid-client';
import { z } from 'zod';
import { createProviderFetch } from './provider-fetch.ts';

export interface IdentityProviderOptions {
  readonly issuer: string;
  readonly clientId: string;
  /** Null: a public client, protected by PKCE alone. */
  readonly clientSecret: SecretValue | null;
  readonly scope: string;
  /** The claim whose values mean roles and teams. */
  readonly groupsClaim: string;
}

/** Who somebody is, as the provider vouches for it now. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string | null;
  /** Only when the provider has verified it. */
  readonly verifiedEmail: string | null;
  readonly groups: readonly string[];
  /** Asks again later; null where the provider gives none. */
  readonly refreshToken: SecretValue | null;
}

/** What the way back is checked against. */
export interface Attempt {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export type ProviderErrorCode = 'refused' | 'unreachable';
/** `refused`: the provider says no, or its answer does not hold. `unreachable`: nobody knows, try later. */
export class ProviderError extends Error {
  readonly code: ProviderErrorCode;
  constructor(code: ProviderErrorCode, cause: unknown) {
    super(`the identity provider: ${code}`, { cause });
    this.code = code;
  }
}

/** OpenID Connect: authorization code with PKCE, nonce and state. Rejects with `ProviderError`. */
export interface IdentityProvider {
  begin(redirectUri: string): Promise<{ readonly url: string; readonly attempt: Attempt }>;
  finish(callback: URL, attempt: Attempt): Promise<Identity>;
  refresh(refreshToken: SecretValue, subject: string): Promise<Identity>;
  close(): Promise<void>;
}

const claimsSchema = z.looseObject({
  sub: z.string().min(1).max(255),
  name: z.string().optional().catch(undefined),
  email: z.string().max(200).optional().catch(undefined),
  email_verified: z.boolean().optional().catch(undefined),
});

export function createIdentityProvider(options: IdentityProviderOptions): IdentityProvider {
  const issuer = new URL(options.issuer);
  const provider = createProviderFetch(issuer.origin);
  let discovered: Promise<openid.Configuration> | undefined;

  async function configuration(): Promise<openid.Configuration> {
    discovered ??= discover();
    try {
      return await discovered;
    } catch (error) {
      // Asked anew by the next one.
      discovered = undefined;
      throw error;
    }
  }

  function discover(): Promise<openid.Configuration> {
    const { clientId, clientSecret } = options;
    const authentication = clientSecret ? openid.ClientSecretPost(clientSecret.reveal()) : openid.None();
    return openid.discovery(issuer, clientId, undefined, authentication, {
      [openid.customFetch]: provider.fetch,
      // Plain http is let through by the configuration for this machine alone.
      execute: issuer.protocol === 'http:' ? [openid.allowInsecureRequests] : [],
    });
  }

  async function identityOf(
    config: openid.Configuration,
    tokens: openid.TokenEndpointResponse & openid.TokenEndpointResponseHelpers,
    subject: string | null,
  ): Promise<Identity> {
    const own = tokens.claims();
    const sub = own?.sub ?? subject;
    if (sub === null || (subject !== null && sub !== subject))
      throw new ProviderError('refused', 'another subject');
    const fromUserInfo = config.serverMetadata().userinfo_endpoint
      ? await openid.fetchUserInfo(config, tokens.access_token, sub)
      : {};
    const claims = claimsSchema.parse({ ...own, ...fromUserInfo, sub });
    return {
      issuer: config.serverMetadata().issuer,
      subject: sub,
      name: claims.name?.trim().slice(0, 200) || null,
      verifiedEmail: claims.email_verified === true ? (claims.email?.trim().toLowerCase() ?? null) : null,
      groups: groupsOf(claims[options.groupsClaim]),
      refreshToken: tokens.refresh_token === undefined ? null : new Secret(tokens.refresh_token),
    };
  }

  return {
    async begin(redirectUri) {
      return orProviderError(async () => {
        const config = await configuration();
        const attempt = {
          state: openid.randomState(),
          nonce: openid.randomNonce(),
          verifier: openid.randomPKCECodeVerifier(),
        };
        const url = openid.buildAuthorizationUrl(config, {
          redirect_uri: redirectUri,
          scope: options.scope,
          state: attempt.state,
          nonce: attempt.nonce,
          code_challenge: await openid.calculatePKCECodeChallenge(attempt.verifier),
          code_challenge_method: 'S256',
          // Without it many providers give no refresh token.
          ...(options.scope.split(' ').includes('offline_access') ? { prompt: 'consent' } : {}),
        });
        return { url: url.href, attempt };
      });
    },
    finish: (callback, attempt) =>
      orProviderError(async () => {
        const config = await configuration();
        const tokens = await openid.authorizationCodeGrant(config, callback, {
          pkceCodeVerifier: attempt.verifier,
          expectedNonce: attempt.nonce,
          expectedState: attempt.state,
          idTokenExpected: true,
        });
        return identityOf(config, tokens, null);
      }),
    refresh: (refreshToken, subject) =>
      orProviderError(async () => {
        const config = await configuration();
        const tokens = await openid.refreshTokenGrant(config, refreshToken.reveal());
        const identity = await identityOf(config, tokens, subject);
        // A provider that rotates gives a new one; another goes on with the old one.
        return { ...identity, refreshToken: identity.refreshToken ?? refreshToken };
      }),
    close: () => provider.close(),
  };
}

function groupsOf(claim: unknown): string[] {
  return [claim].flat().filter((value): value is string => typeof value === 'string');
}

/** What the other side said is `refused`; what kept it from saying anything is `unreachable`. */
async function orProviderError<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProviderError) throw error;
    throw new ProviderError(isUnreachable(error) ? 'unreachable' : 'refused', error);
  }
}

function isUnreachable(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    const { code, status } = at as { code?: unknown; status?: unknown };
    if (code === 'network' || code === 'timeout' || code === 'OAUTH_TIMEOUT') return true;
    if (typeof status === 'number' && (status >= 500 || status === 429)) return true;
    const { cause } = at;
    if (cause instanceof Response && (cause.status >= 500 || cause.status === 429)) return true;
  }
  return false;
}

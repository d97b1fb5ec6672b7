import { BASE_URL, DEFAULT_DEADLINE } from '../api.ts';
import { apiFunction } from '../core/api-function.ts';
import type { Answer, ApiFunction, Call, Send } from '../core/call.ts';
import { judged } from '../core/judge.ts';
import { createRequest } from '../core/request.ts';
import { TeamViewerError } from '../errors.ts';
import { withLog } from '../layers/log.ts';
import { reveal, type Secret } from '../secret.ts';
import type { Clock, Log, Transport } from '../transport.ts';
import { readTokenPair, type TokenPair } from './token-pair.ts';

const TOKEN = apiFunction('POST /oauth2/token');
const REVOKE = apiFunction('POST /oauth2/revoke', { silent: true });

/** What the token functions need. They bear no token, take no part in the limiter and are never repeated. */
export interface OAuthDeps {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly log?: Log;
  /** Default {@link BASE_URL}. */
  readonly baseUrl?: string;
  /** Default 30 s. */
  readonly deadline?: Temporal.Duration;
  readonly signal?: AbortSignal;
}

/** The app's credentials. */
export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: Secret | string;
}

/** What {@link exchangeCode} sends. */
export interface ExchangeInput extends ClientCredentials {
  readonly code: Secret | string;
  /** The same as in the authorize request. */
  readonly redirectUri: string;
  /** With PKCE. */
  readonly codeVerifier?: Secret | string;
}

/**
 * Trades an authorization code for tokens; a code is valid for ten minutes and probably once (facts §2.2 [C]/[L]).
 *
 * Rejects with `sign_in_again` when TeamViewer refuses (any 400 or 401: what it says for a bad code or a wrong secret
 * is unknown, facts §2.3 [U]; `vendor.error` has its word), else with `try_later` or `our_fault`.
 */
export async function exchangeCode(deps: OAuthDeps, input: ExchangeInput): Promise<TokenPair> {
  return obtain(deps, undefined, {
    grant_type: 'authorization_code',
    code: reveal(input.code),
    redirect_uri: input.redirectUri,
    ...credentials(input),
    ...(input.codeVerifier === undefined ? {} : { code_verifier: reveal(input.codeVerifier) }),
  });
}

/**
 * Trades a refresh token for a new pair. The old one is dead from then on (facts §2.3 [C]): hold a lock on the
 * connection, and save the pair before using it.
 *
 * Rejects with `sign_in_again` for **any** 400 or 401, and with `try_later` for network trouble, server errors and
 * every 403 or 429; `effectUnknown` then says that the old token may be used up already.
 */
export async function refreshTokens(
  deps: OAuthDeps,
  input: ClientCredentials & { readonly refreshToken: Secret | string },
): Promise<TokenPair> {
  const refreshToken = reveal(input.refreshToken);
  return obtain(deps, refreshToken, {
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
    ...credentials(input),
  });
}

/**
 * Revokes an access token and with it its refresh token (facts §2.3 [C]). Resolves also when TeamViewer no longer
 * accepts the token, for then there is nothing left to revoke.
 */
export async function revokeToken(
  deps: OAuthDeps,
  input: { readonly accessToken: Secret | string },
): Promise<void> {
  try {
    await composed(deps)({ ...callOf(deps, REVOKE), token: reveal(input.accessToken) });
  } catch (error) {
    if (error instanceof TeamViewerError && error.status === 401) return;
    throw error;
  }
}

async function obtain(
  deps: OAuthDeps,
  sentRefreshToken: string | undefined,
  form: Readonly<Record<string, string>>,
): Promise<TokenPair> {
  const sentAt = deps.clock.now();
  const answer = await asGrant(composed(deps)({ ...callOf(deps, TOKEN), form }));
  const pair = readTokenPair(answer.json, sentAt, sentRefreshToken);
  if (pair !== undefined) return pair;
  throw new TeamViewerError('our_fault', 'The token answer has a shape that is not known here.', {
    fn: TOKEN.name,
    status: answer.status,
    effectUnknown: true,
  });
}

function composed(deps: OAuthDeps): Send {
  const send = judged(createRequest({ ...deps, baseUrl: deps.baseUrl ?? BASE_URL }), deps.clock);
  return deps.log === undefined ? send : withLog(deps.log, deps.clock)(send);
}

function callOf(deps: OAuthDeps, fn: ApiFunction): Call {
  return {
    fn,
    priority: 'person',
    deadline: deps.deadline ?? DEFAULT_DEADLINE,
    stream: false,
    ...(deps.signal === undefined ? {} : { signal: deps.signal }),
  };
}

/** Tells the three outcomes of a grant apart: refused for good, refused for now, or not understood. */
async function asGrant(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof TeamViewerError)) throw error;
    const { status } = error;
    if (status === 400 || status === 401)
      throw recast(error, 'sign_in_again', 'TeamViewer refused the grant.');
    if (status === 403 || status === 429)
      throw recast(error, 'try_later', 'TeamViewer gives no tokens at the moment.');
    throw error;
  }
}

function recast(
  error: TeamViewerError,
  code: 'sign_in_again' | 'try_later',
  message: string,
): TeamViewerError {
  const { fn, status, vendor, until } = error;
  return new TeamViewerError(code, message, {
    cause: error,
    ...(fn === undefined ? {} : { fn }),
    ...(status === undefined ? {} : { status }),
    ...(vendor === undefined ? {} : { vendor }),
    ...(until === undefined ? {} : { until }),
  });
}

function credentials(input: ClientCredentials): { client_id: string; client_secret: string } {
  return { client_id: input.clientId, client_secret: reveal(input.clientSecret) };
}

import type { Layer } from '../core/call.ts';
import { TeamViewerError } from '../errors.ts';
import { reveal } from '../secret.ts';
import type { AccessToken, TokenSource } from '../tokens.ts';

/**
 * Puts the bearer token on a call (facts §1 [C]). A refused token is renewed once and the call sent once more, which
 * is safe for every function because a 401 is a refusal; a second refusal is `sign_in_again`.
 */
export function withAuth(tokens: TokenSource): Layer {
  return (next) => async (call) => {
    const token = await obtain(call.fn.name, tokens.current());
    try {
      return await next({ ...call, token: reveal(token.value) });
    } catch (error) {
      if (!isRefusedToken(error)) throw error;
    }
    const newer = await obtain(call.fn.name, tokens.renew(token.generation));
    return next({ ...call, token: reveal(newer.value) });
  };
}

/** Puts the token on a call and leaves a refusal to the caller: asking whether a token is valid must not renew it. */
export function withTokenAsItIs(tokens: TokenSource): Layer {
  return (next) => async (call) => {
    const token = await obtain(call.fn.name, tokens.current());
    return next({ ...call, token: reveal(token.value) });
  };
}

function isRefusedToken(error: unknown): boolean {
  return error instanceof TeamViewerError && error.code === 'sign_in_again';
}

async function obtain(fn: string, token: Promise<AccessToken>): Promise<AccessToken> {
  try {
    return await token;
  } catch (cause) {
    const reconnect = cause instanceof Error && 'code' in cause && cause.code === 'sign_in_again';
    throw reconnect
      ? new TeamViewerError('sign_in_again', 'No valid access token can be had any more.', { fn, cause })
      : new TeamViewerError('try_later', 'No access token can be had at the moment.', { fn, cause });
  }
}

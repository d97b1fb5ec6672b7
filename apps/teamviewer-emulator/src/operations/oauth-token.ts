import { createHash } from 'node:crypto';
import type { Emulation } from '../state/emulation.ts';
import { alphanumeric, dashedToken, unused } from '../state/ids.ts';
import type { AccessToken, App, AuthorizationCode, Level, RefreshToken } from '../state/model.ts';
import { ApiError, invalidRequest } from './api-error.ts';
import { authenticate } from './authenticate.ts';
import { type Answer, type Call, noContent, type OpenOperation, type SignedCall } from './operation.ts';
import { bodyOf, requiredText, textOf } from './parameters.ts';

const day = 86_400_000;

/** POST /oauth2/token: a form or JSON, without an Authorization header (TV-2.10). */
export const oauthToken: OpenOperation = {
  method: 'POST',
  path: '/oauth2/token',
  fact: 'TV-2.10',
  open: true,
  members: [
    'grant_type',
    'code',
    'redirect_uri',
    'refresh_token',
    'client_id',
    'client_secret',
    'code_verifier',
    'scope',
    'username',
    'password',
  ],
  handle(call) {
    const kind = grantType(call);
    call.note(kind);
    const app = appOf(call);
    return kind === 'authorization_code' ? redeemCode(call, app) : refresh(call, app);
  },
};

/** JSON callers may send the numbers of the published enumeration instead of the names (TV-2.10). */
function grantType(call: Call): 'authorization_code' | 'refresh_token' {
  const given = requiredText(bodyOf(call), 'grant_type');
  if (given === 'authorization_code' || given === '0') return 'authorization_code';
  if (given === 'refresh_token' || given === '1') return 'refresh_token';
  throw invalidRequest(`Grant type '${given.slice(0, 40)}' is not known.`);
}

function appOf(call: Call): App {
  const fields = bodyOf(call);
  const app = call.emulation.world.apps.get(requiredText(fields, 'client_id'));
  if (!app || app.clientSecret !== textOf(fields, 'client_secret')) {
    throw new ApiError(
      call.emulation.switches.clientErrorStatus,
      'invalid_client',
      'Client id or client secret is wrong.',
    );
  }
  return app;
}

function redeemCode(call: Call, app: App): Answer {
  const { emulation } = call;
  const fields = bodyOf(call);
  const code = emulation.world.codes.get(requiredText(fields, 'code'));
  if (!code || code.used || code.clientId !== app.clientId || code.expiresAt <= call.now) {
    throw badGrant(emulation, 'The authorization code is invalid, used or expired.');
  }
  const redirectUri = textOf(fields, 'redirect_uri');
  if (redirectUri === undefined && emulation.switches.tokenRedirectUri === 'checked') {
    throw invalidRequest("Parameter 'redirect_uri' is missing or malformed.");
  }
  if (redirectUri !== undefined && redirectUri !== code.redirectUri) {
    throw badGrant(emulation, 'The redirect address is not the one of the authorization.');
  }
  if (!verifies(code, textOf(fields, 'code_verifier'))) {
    throw badGrant(emulation, 'The code verifier does not fit the code challenge.');
  }
  code.used = true;
  return tokenAnswer(issue(emulation, app, code.userId, app.level, app.permissions, call.now), emulation);
}

function verifies(code: AuthorizationCode, verifier: string | undefined): boolean {
  if (code.challenge === null) return true;
  if (verifier === undefined) return false;
  const made =
    code.challenge.method === 'plain' ? verifier : createHash('sha256').update(verifier).digest('base64url');
  return made === code.challenge.value;
}

/** The old refresh token is dead once it was used (TV-2.12). */
function refresh(call: Call, app: App): Answer {
  const { emulation } = call;
  const old = emulation.world.refreshTokens.get(requiredText(bodyOf(call), 'refresh_token'));
  const life = emulation.switches.refreshTokenLifeDays;
  if (
    old?.state !== 'live' ||
    old.clientId !== app.clientId ||
    (life !== null && old.createdAt + life * day <= call.now)
  ) {
    throw badGrant(emulation, 'The refresh token is invalid, used or expired.');
  }
  old.state = 'used';
  const previous = emulation.world.accessTokens.get(old.accessToken);
  if (previous && !emulation.switches.refreshKeepsOldAccessToken) previous.revoked = true;
  return tokenAnswer(issue(emulation, app, old.userId, old.level, old.permissions, call.now), emulation);
}

function issue(
  emulation: Emulation,
  app: App,
  userId: string,
  level: Level,
  permissions: readonly string[],
  now: number,
): { access: AccessToken; refresh: RefreshToken } {
  const { world, random, switches } = emulation;
  const access: AccessToken = {
    token: unused(
      () => dashedToken(random),
      (drawn) => world.accessTokens.has(drawn),
    ),
    kind: 'oauth',
    name: app.name,
    clientId: app.clientId,
    userId,
    level,
    permissions: [...permissions],
    createdAt: now,
    expiresAt: now + switches.accessTokenLifeSeconds * 1000,
    revoked: false,
  };
  const refreshToken: RefreshToken = {
    token: `${access.token.slice(0, 7)}${alphanumeric(random, 40)}`,
    clientId: app.clientId,
    userId,
    level,
    permissions: [...permissions],
    accessToken: access.token,
    createdAt: now,
    state: 'live',
  };
  world.accessTokens.set(access.token, access);
  world.refreshTokens.set(refreshToken.token, refreshToken);
  return { access, refresh: refreshToken };
}

function tokenAnswer(pair: { access: AccessToken; refresh: RefreshToken }, emulation: Emulation): Answer {
  return {
    status: 200,
    headers: { 'cache-control': 'no-store', pragma: 'no-cache' },
    body: {
      access_token: pair.access.token,
      token_type: 'bearer',
      expires_in: emulation.switches.accessTokenLifeSeconds,
      refresh_token: pair.refresh.token,
    },
  };
}

function badGrant(emulation: Emulation, description: string): ApiError {
  return new ApiError(emulation.switches.grantErrorStatus, emulation.switches.grantError, description);
}

/** POST /oauth2/revoke kills the access token of the call and its refresh token (TV-2.13). */
export const oauthRevoke = {
  method: 'POST',
  path: '/oauth2/revoke',
  fact: 'TV-2.13',
  needs: [],
  handle(call: SignedCall): Answer {
    revokeToken(call.emulation, call.caller.token);
    const status = call.emulation.switches.revokeStatus;
    return status === 204 ? noContent : { status, body: {} };
  },
} as const;

export function revokeToken(emulation: Emulation, token: AccessToken): void {
  token.revoked = true;
  for (const one of emulation.world.refreshTokens.values()) {
    if (one.accessToken === token.token && one.state === 'live') one.state = 'revoked';
  }
}

/** POST /OAuth2/accessToken makes a script token (TV-2.17). */
export const scriptTokenCreate: OpenOperation = {
  method: 'POST',
  path: '/oauth2/accessToken',
  fact: 'TV-2.17',
  open: true,
  members: ['scope', 'name'],
  handle(call) {
    const caller = authenticate(call.emulation, call.authorization, call.now);
    const fields = bodyOf(call);
    const name = requiredText(fields, 'name', { min: 5, max: 20 });
    const asked = requiredText(fields, 'scope').split(/[\s,]+/);
    const beyond = asked.find((scope) => !caller.token.permissions.includes(scope));
    if (beyond) throw invalidRequest(`Scope '${beyond}' cannot be given by this token.`);
    const { world, random } = call.emulation;
    const token = unused(
      () => dashedToken(random),
      (drawn) => world.accessTokens.has(drawn),
    );
    world.accessTokens.set(token, {
      token,
      kind: 'script',
      name,
      clientId: null,
      userId: caller.user.id,
      level: caller.token.level,
      permissions: asked,
      createdAt: call.now,
      expiresAt: null,
      revoked: false,
    });
    return { status: 200, body: { AccessToken: token } };
  },
};

/** DELETE /OAuth2/accessToken ends the script token of the call (TV-2.17). */
export const scriptTokenDelete = {
  method: 'DELETE',
  path: '/oauth2/accessToken',
  fact: 'TV-2.17',
  needs: [],
  handle(call: SignedCall): Answer {
    if (call.caller.token.kind !== 'script') throw invalidRequest('The token is not a script token.');
    revokeToken(call.emulation, call.caller.token);
    return noContent;
  },
} as const;

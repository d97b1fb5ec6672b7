import * as oauth from 'oauth4webapi';
import * as openid from 'openid-client';
import { expect } from 'vitest';
import { conformance } from './conform.ts';
import { call } from './http.ts';
import { email, password, play, type Target } from './target.ts';

const conform = conformance();
const redirectUri = 'http://localhost:9/callback';

/** Signs in on the pages as a browser would and presses *Allow*; returns where the browser was sent. */
async function allowInBrowser(target: Target, authorize: URL): Promise<URL> {
  const origin = target.emulator?.origin ?? '';
  const post = (path: string, fields: Record<string, string>, cookie = '') =>
    fetch(new URL(path, origin), {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie },
      body: new URLSearchParams(fields),
    });
  const page = await (await fetch(authorize)).text();
  const next = /name="next" value="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const signedIn = await post('/sign-in', { email, password, next });
  const cookie = (signedIn.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
  const consent = signedIn.headers.get('location') ?? '';
  const allowed = await post(consent, { decision: 'allow' }, cookie);
  return new URL(allowed.headers.get('location') ?? '');
}

async function makeApp(target: Target): Promise<{ clientId: string; clientSecret: string }> {
  if (!target.emulator) throw new Error('needs the emulator');
  const made = await play(target.emulator, {
    action: 'create-app',
    email,
    name: 'Foreign client',
    redirectUri,
  });
  return { clientId: String(made['clientId']), clientSecret: String(made['clientSecret']) };
}

function serverOf(target: Target): oauth.AuthorizationServer {
  return {
    issuer: 'https://login.teamviewer.com',
    authorization_endpoint: `${target.emulator?.origin ?? ''}/oauth2/authorize`,
    token_endpoint: `${target.base}/oauth2/token`,
  };
}

conform(
  'TV-2.10',
  'emulator',
  'openid-client, unmodified, completes the code flow with PKCE and refreshes',
  async (target) => {
    const { clientId, clientSecret } = await makeApp(target);
    const config = new openid.Configuration(serverOf(target), clientId, clientSecret);
    openid.allowInsecureRequests(config);
    const verifier = openid.randomPKCECodeVerifier();
    const state = openid.randomState();
    const authorize = openid.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri,
      state,
      display: 'popup',
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    const back = await allowInBrowser(target, authorize);
    const tokens = await openid.authorizationCodeGrant(config, back, {
      pkceCodeVerifier: verifier,
      expectedState: state,
    });
    expect(tokens.expires_in).toBe(86_400);
    expect((await call(target, 'GET', '/groups', undefined, tokens.access_token)).status).toBe(200);
    const renewed = await openid.refreshTokenGrant(config, tokens.refresh_token ?? '');
    expect(renewed.refresh_token).not.toBe(tokens.refresh_token);
    expect((await call(target, 'GET', '/groups', undefined, renewed.access_token)).status).toBe(200);
    await expect(openid.refreshTokenGrant(config, tokens.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  },
);

conform(
  'TV-2.9',
  'emulator',
  'oauth4webapi, unmodified, does the same and is refused with a wrong verifier',
  async (target) => {
    const { clientId, clientSecret } = await makeApp(target);
    const server = serverOf(target);
    const client: oauth.Client = { client_id: clientId };
    const secret = oauth.ClientSecretPost(clientSecret);
    const insecure = { [oauth.allowInsecureRequests]: true };
    const verifier = oauth.generateRandomCodeVerifier();
    const exchange = async (usedVerifier: string) => {
      const authorize = new URL(server.authorization_endpoint ?? '');
      authorize.search = new URLSearchParams({
        response_type: 'code',
        client_id: clientId,
        redirect_uri: redirectUri,
        code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      }).toString();
      const back = await allowInBrowser(target, authorize);
      const parameters = oauth.validateAuthResponse(server, client, back, oauth.expectNoState);
      const answer = await oauth.authorizationCodeGrantRequest(
        server,
        client,
        secret,
        parameters,
        redirectUri,
        usedVerifier,
        insecure,
      );
      return oauth.processAuthorizationCodeResponse(server, client, answer);
    };
    const tokens = await exchange(verifier);
    const answer = await oauth.refreshTokenGrantRequest(
      server,
      client,
      secret,
      tokens.refresh_token ?? '',
      insecure,
    );
    const renewed = await oauth.processRefreshTokenResponse(server, client, answer);
    expect((await call(target, 'GET', '/ping', undefined, renewed.access_token)).json).toEqual({
      token_valid: true,
    });
    await expect(exchange(oauth.generateRandomCodeVerifier())).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  },
);

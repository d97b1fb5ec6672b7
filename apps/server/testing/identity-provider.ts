import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Context, Provider } from 'oidc-provider';

export interface TestAccount {
  readonly name?: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly groups?: readonly string[];
}

/** A real OpenID Connect provider (oidc-provider) on 127.0.0.1, where whoever is named next is signed in without a page. */
export async function testIdentityProvider(redirectUri: string) {
  const accounts = new Map<string, TestAccount>();
  let next = '';
  let denies = false;
  let refreshTokens = true;
  let reachable = true;
  let tokenCalls = 0;
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'fernwart',
        client_secret: 'a secret of the client',
        token_endpoint_auth_method: 'client_secret_post',
        grant_types: ['authorization_code', 'refresh_token'],
        redirect_uris: [redirectUri],
      },
    ],
    cookies: { keys: ['a key of the tests'] },
    claims: { openid: ['sub', 'groups'], profile: ['name'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    issueRefreshToken: () => refreshTokens,
    findAccount: (_: unknown, id: string) => {
      const account = accounts.get(id);
      return account && { accountId: id, claims: async () => ({ sub: id, ...account }) };
    },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    async loadExistingGrant({ oidc }: Context) {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client.clientId,
        accountId: oidc.session.accountId,
      });
      grant.addOIDCScope(oidc.params.scope ?? 'openid');
      await grant.save();
      return grant;
    },
  });
  const callback = provider.callback();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!reachable) return void request.socket.destroy();
    if (request.url?.startsWith('/token')) tokenCalls++;
    if (!request.url?.startsWith('/interaction/')) return callback(request, response);
    const { prompt } = await provider.interactionDetails(request, response);
    const result = denies
      ? { error: 'access_denied' }
      : prompt.name === 'login'
        ? { login: { accountId: next } }
        : { consent: {} };
    await provider.interactionFinished(request, response, result);
  }

  return {
    issuer,
    accounts,
    tokenCalls: () => tokenCalls,
    deny: (value: boolean) => void (denies = value),
    giveRefreshTokens: (value: boolean) => void (refreshTokens = value),
    be: (value: 'reachable' | 'unreachable') => void (reachable = value === 'reachable'),
    /** Walks from the provider's address back to ours, as a browser in which this account signs in. Answers the path. */
    async walk(address: string, account: string): Promise<string> {
      next = account;
      const cookies = new Map<string, string>();
      let at = address;
      for (let steps = 0; steps < 10; steps++) {
        const answered = await fetch(at, {
          redirect: 'manual',
          headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
        });
        for (const cookie of answered.headers.getSetCookie()) {
          const [name = '', value = ''] = (cookie.split(';', 1)[0] ?? '').split('=');
          cookies.set(name, value);
        }
        const location = answered.headers.get('location');
        if (location === null) throw new Error(`${answered.status}: ${await answered.text()}`);
        const to = new URL(location, at);
        if (to.href.startsWith(redirectUri)) return to.pathname + to.search;
        at = to.href;
      }
      throw new Error('the provider leads nowhere');
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
export type TestIdentityProvider = Awaited<ReturnType<typeof testIdentityProvider>>;

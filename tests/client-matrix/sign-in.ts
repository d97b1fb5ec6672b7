import { createHash } from 'node:crypto';
import { exchangeCode, type OAuthDeps, secret, type TokenPair } from '@fernwart/teamviewer';
import { DEADLINE, REDIRECT, type Rig, SERVICE } from './rig.ts';
import { undiciTransport } from './undici-edge.ts';

const VERIFIER = 'a-verifier-that-is-long-enough-for-the-rules-of-pkce';

export const CREDENTIALS = { clientId: '100-app', clientSecret: secret('app-secret') };

export function oauthOf(rig: Rig): OAuthDeps {
  return {
    transport: undiciTransport(rig.agent),
    clock: rig.clock,
    baseUrl: rig.api,
    deadline: Temporal.Duration.from({ milliseconds: rig.hasty ? DEADLINE : 30_000 }),
  };
}

/** Has the administrator allow the app; a code comes back as it would in the browser's address. */
export async function allow(rig: Rig): Promise<{ code: string; location: string }> {
  return rig.admin('play', {
    action: 'allow',
    email: SERVICE,
    clientId: CREDENTIALS.clientId,
    redirectUri: REDIRECT,
    state: 'state-1',
    codeChallenge: createHash('sha256').update(VERIFIER).digest('base64url'),
    codeChallengeMethod: 'S256',
  });
}

export async function exchange(rig: Rig, code: string): Promise<TokenPair> {
  return exchangeCode(oauthOf(rig), {
    ...CREDENTIALS,
    code,
    redirectUri: REDIRECT,
    codeVerifier: secret(VERIFIER),
  });
}

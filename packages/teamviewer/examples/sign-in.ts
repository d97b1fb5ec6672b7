import {
  authorizeUrl,
  type ClientCredentials,
  exchangeCode,
  extractCode,
  type OAuthDeps,
  refreshTokens,
  type Secret,
  type TokenPair,
} from '@fernwart/teamviewer';

/** Step 1: where to send the browser. */
export function signInAddress(
  clientId: string,
  redirectUri: string,
  state: string,
  codeChallenge: string,
): string {
  return authorizeUrl({ clientId, redirectUri, state, codeChallenge });
}

/** Step 2: what came back, from the callback or pasted by hand. */
export async function completeSignIn(
  deps: OAuthDeps,
  client: ClientCredentials & { redirectUri: string; codeVerifier: Secret },
  pasted: string,
): Promise<TokenPair> {
  const found = extractCode(pasted);
  if (!found.ok) throw new Error(`There is no code in what was pasted: ${found.reason}.`);
  return exchangeCode(deps, { ...client, code: found.code });
}

/** Every day: save the new pair before anybody uses it, because the old one is dead. */
export async function refreshAndSave(
  deps: OAuthDeps,
  client: ClientCredentials,
  refreshToken: Secret,
  save: (pair: TokenPair) => Promise<void>,
): Promise<Secret> {
  const pair = await refreshTokens(deps, { ...client, refreshToken });
  await save(pair);
  return pair.accessToken;
}

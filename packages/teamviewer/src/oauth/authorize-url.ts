/** Where a browser is sent to sign in (facts §2.2 [C: M §3.8, KB]). */
export const AUTHORIZE_URL = 'https://login.teamviewer.com/oauth2/authorize';

/** What an authorize request is made of. */
export interface AuthorizeInput {
  readonly clientId: string;
  /** Equal to the one registered in the app. */
  readonly redirectUri: string;
  /** Comes back unchanged; unguessable and used once. */
  readonly state: string;
  /** PKCE, method S256. Not in the manual, probably supported (facts §2.2 [L]). */
  readonly codeChallenge?: string;
  /** Default {@link AUTHORIZE_URL}. */
  readonly authorizeUrl?: string;
}

/** The address to open for consent. `display=popup` is documented as needed (facts §2.2, §12.14 [C]). */
export function authorizeUrl(input: AuthorizeInput): string {
  const url = new URL(input.authorizeUrl ?? AUTHORIZE_URL);
  url.searchParams.set('response_type', 'code');
  url.searchParams.set('client_id', input.clientId);
  url.searchParams.set('redirect_uri', input.redirectUri);
  url.searchParams.set('state', input.state);
  url.searchParams.set('display', 'popup');
  if (input.codeChallenge !== undefined) {
    url.searchParams.set('code_challenge', input.codeChallenge);
    url.searchParams.set('code_challenge_method', 'S256');
  }
  return url.href;
}

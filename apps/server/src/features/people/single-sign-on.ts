import { Secret } from '@fernwart/addon-kit';
import type { Language } from '@fernwart/contract';
import { z } from 'zod';
import type { Clock } from '../../platform/clock/clock.ts';
import type { NewId } from '../../platform/crypto/ids.ts';
import type { Sealer } from '../../platform/crypto/sealer.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import type { Live } from '../../platform/live/live.ts';
import type { Identity, IdentityProvider } from '../../platform/net/identity-provider.ts';
import type { Audit, AuditEntry } from '../audit/audit.ts';
import { type Admission, type AdmissionRules, admit } from './admit-identity.ts';
import type { People } from './people.ts';
import { sealedRefreshToken, vouchedUntil } from './recheck-sign-in.ts';
import type { Caller, SignIn } from './sign-in.ts';
import { insertAttempt, takeAttempt, vouchFor } from './single-sign-on-store.ts';
import { hashToken } from './token.ts';

const patience = Temporal.Duration.from({ minutes: 10 });

const attemptSchema = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
});

export type SingleSignOnEnd =
  | { readonly kind: 'done'; readonly token: string; readonly returnTo: string }
  | { readonly kind: 'refused'; readonly why: SingleSignOnRefusal };
export type SingleSignOnRefusal =
  | 'stale'
  | 'provider_refused'
  | 'provider_unreachable'
  | Exclude<Admission, { kind: 'admitted' }>['why'];

/** Signing in at an OpenID Connect provider. */
export interface SingleSignOn {
  readonly label: string;
  /** The provider's address for a browser that holds `browserToken`. Rejects with `ProviderError`. */
  begin(browserToken: string, returnTo: string): Promise<string>;
  /** `path` is the callback's, with its query. */
  finish(
    path: string,
    browserToken: string | null,
    language: Language,
    caller: Caller,
  ): Promise<SingleSignOnEnd>;
}

export interface SingleSignOnDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly live: Live;
  readonly audit: Audit;
  readonly sealer: Sealer;
  readonly people: Pick<People, 'createPerson'>;
  readonly signIn: Pick<SignIn, 'begin'>;
  readonly provider: IdentityProvider;
  readonly rules: AdmissionRules & { readonly label: string };
  readonly publicUrl: () => string;
  /** Of new people. */
  readonly timeZone: string;
}

export const callbackPath = '/api/v1/single-sign-on/callback';

export function createSingleSignOn(deps: SingleSignOnDeps): SingleSignOn {
  const { db, clock, audit, sealer, provider, publicUrl } = deps;

  async function begin(
    tx: Tx,
    identity: Identity,
    admitted: AdmittedPerson,
    caller: Caller,
  ): Promise<string> {
    const token = await deps.signIn.begin(tx, admitted, caller);
    const tokenHash = hashToken(token);
    const now = clock.now();
    await vouchFor(tx, tokenHash, {
      issuer: identity.issuer,
      refreshSealed: sealedRefreshToken(sealer, tokenHash, identity.refreshToken),
      ...vouchedUntil(now, identity.refreshToken !== null),
    });
    return token;
  }

  async function refuse(why: SingleSignOnRefusal, caller: Caller): Promise<SingleSignOnEnd> {
    const entry: AuditEntry = {
      actor: 'unknown',
      action: 'sign_in',
      outcome: 'refused',
      address: caller.address,
      requestId: caller.requestId,
      details: { why, by: 'single_sign_on' },
    };
    await audit.record(db, entry);
    return { kind: 'refused', why };
  }

  return {
    label: deps.rules.label,
    async begin(browserToken, returnTo) {
      const { url, attempt } = await provider.begin(publicUrl() + callbackPath);
      const stateHash = hashToken(attempt.state);
      const now = clock.now();
      const sealed = sealer.seal(new Secret(JSON.stringify({ ...attempt, returnTo })), purpose(stateHash));
      const expiresAt = now.add(patience);
      await insertAttempt(db, { stateHash, browserHash: hashToken(browserToken), sealed, expiresAt }, now);
      return url;
    },
    async finish(path, browserToken, language, caller) {
      const callback = new URL(publicUrl() + path);
      const stateHash = hashToken(callback.searchParams.get('state') ?? '');
      // Taken before anything is asked: whatever comes of it, this state has been used.
      const sealed =
        browserToken === null ? null : await takeAttempt(db, stateHash, hashToken(browserToken), clock.now());
      if (sealed === null) return refuse('stale', caller);
      const { returnTo, ...attempt } = attemptSchema.parse(
        JSON.parse(sealer.open(sealed, purpose(stateHash)).reveal()),
      );
      let identity: Identity;
      try {
        identity = await provider.finish(callback, attempt);
      } catch (error) {
        const unreachable = (error as { code?: unknown }).code === 'unreachable';
        return refuse(unreachable ? 'provider_unreachable' : 'provider_refused', caller);
      }
      const result = await db.transaction(async (tx) => {
        const admission = await admit(deps, tx, identity, language);
        if (admission.kind === 'refused') return admission;
        return {
          kind: 'done',
          token: await begin(tx, identity, admission.person, caller),
          returnTo,
        } as const;
      });
      return result.kind === 'refused' ? refuse(result.why, caller) : result;
    },
  };
}

type AdmittedPerson = { id: string; name: string };

function purpose(stateHash: string): string {
  return `single-sign-on:${stateHash}`;
}

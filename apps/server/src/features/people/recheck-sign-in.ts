import type { SecretValue } from '@fernwart/addon-kit';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Sealer } from '../../platform/crypto/sealer.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Identity, IdentityProvider } from '../../platform/net/identity-provider.ts';
import { type AdmissionDeps, admit } from './admit-identity.ts';
import { deleteSignIn } from './sign-in-store.ts';
import { endLease, findCheckAt, leaseCheck, type VouchedSignIn, vouchFor } from './single-sign-on-store.ts';

/** The provider is asked again after this time … */
const checkEvery = Temporal.Duration.from({ minutes: 3 });
/** … and has this much longer to answer: somebody it disabled is out five minutes later at the latest. */
const grace = Temporal.Duration.from({ minutes: 2 });
const step = Temporal.Duration.from({ milliseconds: 200 });
const mostSteps = 60;

/** Whether the provider still vouches for this sign-in; a sign-in that it no longer vouches for ends. */
export type RecheckSignIn = (tokenHash: string, checkAt: Temporal.Instant) => Promise<boolean>;

export function vouchedUntil(now: Temporal.Instant, canBeAsked: boolean) {
  if (canBeAsked) return { checkAt: now.add(checkEvery), expiresAt: null };
  // Nobody can be asked again: it ends by itself.
  return { checkAt: null, expiresAt: now.add(checkEvery).add(grace) };
}

export function sealedRefreshToken(
  sealer: Sealer,
  tokenHash: string,
  refreshToken: SecretValue | null,
): string | null {
  return refreshToken && sealer.seal(refreshToken, purpose(tokenHash));
}

function purpose(tokenHash: string): string {
  return `sign-in:${tokenHash}`;
}

export function createRecheckSignIn(
  deps: AdmissionDeps & { db: Database; clock: Clock; sealer: Sealer; provider: IdentityProvider },
): RecheckSignIn {
  const { db, clock, sealer, provider, audit, live } = deps;

  async function end({ token_hash, person_id }: VouchedSignIn, why: string): Promise<false> {
    await db.transaction(async (tx) => {
      const person = await deleteSignIn(tx, token_hash);
      if (!person) return;
      await audit.record(tx, {
        actor: 'system',
        action: 'sign_in.end',
        outcome: 'done',
        subject: `person:${person_id}`,
        details: { why, by: 'single_sign_on' },
      });
      await live.touch(tx, `person:${person_id}`);
    });
    return false;
  }

  async function ask(signIn: VouchedSignIn, inGrace: boolean): Promise<boolean> {
    let identity: Identity;
    try {
      const refreshToken = sealer.open(signIn.refresh_sealed, purpose(signIn.token_hash));
      identity = await provider.refresh(refreshToken, signIn.subject);
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'unreachable') return end(signIn, 'provider_refused');
      await endLease(db, signIn.token_hash);
      return inGrace;
    }
    const admission = await db.transaction(async (tx) => {
      // First of all the new token: the old one may be worth nothing from now on.
      await vouchFor(tx, signIn.token_hash, {
        issuer: signIn.issuer,
        refreshSealed: sealedRefreshToken(sealer, signIn.token_hash, identity.refreshToken),
        ...vouchedUntil(clock.now(), true),
      });
      return admit(deps, tx, identity, 'en');
    });
    return admission.kind === 'admitted' || end(signIn, admission.why);
  }

  return async (tokenHash, checkAt) => {
    const now = clock.now();
    if (Temporal.Instant.compare(now, checkAt) < 0) return true;
    const inGrace = Temporal.Instant.compare(now, checkAt.add(grace)) < 0;
    const leased = await leaseCheck(db, tokenHash, now);
    if (leased) return ask(leased, inGrace);
    if (inGrace) return true;
    // Another call is asking: what it learns counts here too.
    for (let steps = 0; steps < mostSteps; steps++) {
      await clock.sleep(step);
      const next = await findCheckAt(db, tokenHash);
      if (next === null) return false;
      if (Temporal.Instant.compare(clock.now(), next) < 0) return true;
    }
    return false;
  };
}

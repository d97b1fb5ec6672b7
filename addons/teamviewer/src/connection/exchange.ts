import type { Host } from '@fernwart/addon-kit';
import { exchangeCode, type TokenPair } from '@fernwart/teamviewer';
import type { Settings } from '../configuration/settings.ts';
import { wakeSharedRun } from '../shared/shared-run.ts';
import { isPassing, type Trouble, troubleOf } from '../shared/trouble.ts';
import { findAttempt, finishExchange, type StoredAttempt, startExchange } from './attempt-store.ts';
import { codePurpose, verifierPurpose } from './authorize.ts';
import { refreshDeadline } from './model.ts';
import { oauthDeps } from './ports.ts';
import { storeGranted } from './store.ts';
import { planRenewal, sealPair } from './token-pair.ts';

type Exchanged =
  | { readonly kind: 'stored' }
  | { readonly kind: 'later' }
  | { readonly kind: 'failed'; readonly trouble: Trouble };

/**
 * Trades an attempt's code for tokens. A failure leaves the token that works as it is (acceptance 41); network trouble
 * is tried again as long as the attempt lives, because nobody knows whether the code was used up.
 */
export async function exchangeAttempt(
  host: Host,
  settings: Settings,
  stateDigest: string,
): Promise<Exchanged> {
  const attempt = await findAttempt(host.sql, stateDigest);
  if (attempt === null || attempt.configurationId !== settings.id) return failed('code_refused');
  if (attempt.outcome === 'exchanged') return { kind: 'stored' };
  if ((await startExchange(host.sql, stateDigest, host.clock.now())) === 'over')
    return failed('code_refused');
  try {
    const pair = await requestPair(host, settings, attempt);
    await storePair(host, settings, stateDigest, pair);
    return { kind: 'stored' };
  } catch (error) {
    const trouble = troubleOf(error);
    const alive = Temporal.Instant.compare(host.clock.now(), attempt.expiresAt) < 0;
    if (isPassing(trouble) && alive) return { kind: 'later' };
    await finishExchange(host.sql, stateDigest, 'failed');
    const detail = trouble.detail === undefined ? {} : { detail: trouble.detail };
    return {
      kind: 'failed',
      trouble: trouble.code === 'sign_in_again' ? { code: 'code_refused', ...detail } : trouble,
    };
  }
}

async function requestPair(host: Host, settings: Settings, attempt: StoredAttempt): Promise<TokenPair> {
  if (attempt.code === null || settings.clientSecret === null)
    throw new Error('The attempt has no code any more.');
  return exchangeCode(oauthDeps(host, settings, refreshDeadline), {
    clientId: attempt.clientId,
    clientSecret: settings.clientSecret,
    redirectUri: attempt.redirectUrl,
    code: await host.secrets.open(attempt.code, codePurpose(attempt.stateDigest)),
    ...(attempt.verifier === null
      ? {}
      : { codeVerifier: await host.secrets.open(attempt.verifier, verifierPurpose(attempt.stateDigest)) }),
  });
}

async function storePair(
  host: Host,
  settings: Settings,
  stateDigest: string,
  pair: TokenPair,
): Promise<void> {
  const sealed = await sealPair(host, settings.id, pair, host.clock.now());
  await host.transaction(async (tx) => {
    const generation = await storeGranted(tx.sql, settings.id, 'oauth', sealed);
    await finishExchange(tx.sql, stateDigest, 'exchanged');
    await planRenewal(tx, settings.id, generation, sealed);
    await wakeSharedRun(tx, settings.id, 'poll', sealed.obtainedAt, sealed.obtainedAt);
    await wakeSharedRun(tx, settings.id, 'reports', sealed.obtainedAt, sealed.obtainedAt);
    await tx.touch(`configuration:${settings.id}`);
  });
}

function failed(code: Trouble['code']): Exchanged {
  return { kind: 'failed', trouble: { code } };
}

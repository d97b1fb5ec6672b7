import type { Host, Link, ViewerContext } from '@fernwart/addon-kit';
import { authorizeUrl } from '@fernwart/teamviewer';
import { findSettings } from '../configuration/find-settings.ts';
import { missingForAuthorization, type Settings } from '../configuration/settings.ts';
import { digestOf, sealText } from '../shared/sealing.ts';
import { insertAttempt } from './attempt-store.ts';
import { attemptLifetime } from './model.ts';

/** "OAuth2 authorization URL": makes an attempt and leads to TeamViewer's page of consent. */
export const authorizeLink: Link = {
  async open(context, host) {
    if (!context.viewer.roles.includes('administrator'))
      return { kind: 'refused', text: context.t('refused.administrators') };
    const settings = await findSettings(host, context.subject.id);
    if (settings === null) return { kind: 'refused', text: context.t('trouble.no_configuration') };
    const missing = missingForAuthorization(settings);
    if (missing.length > 0) return { kind: 'refused', text: missingText(context, missing) };
    return { kind: 'redirect', url: await beginAttempt(host, settings, context) };
  },
};

export function missingText(context: Pick<ViewerContext, 't'>, missing: readonly string[]): string {
  return context.t('authorize.missing', { fields: missing.map((key) => context.t(key)).join(', ') });
}

async function beginAttempt(host: Host, settings: Settings, context: ViewerContext): Promise<string> {
  const state = host.random(32);
  const stateDigest = await digestOf(state);
  const verifier = settings.pkce ? host.random(48) : null;
  const now = host.clock.now();
  const attempt = {
    stateDigest,
    configurationId: settings.id,
    personId: context.viewer.id,
    browserSession: context.browserSession ?? null,
    redirectUrl: settings.redirectUrl,
    clientId: settings.clientId,
    verifier: verifier === null ? null : await sealText(host, verifier, verifierPurpose(stateDigest)),
    createdAt: now,
    expiresAt: now.add(attemptLifetime),
  };
  await host.transaction(async (tx) => {
    await insertAttempt(tx.sql, attempt);
    // The form in the other tab takes a copied code from now on, and says until when.
    await tx.touch(`configuration:${settings.id}`);
  });
  return authorizeUrl({
    clientId: settings.clientId,
    redirectUri: settings.redirectUrl,
    state,
    ...(verifier === null ? {} : { codeChallenge: await digestOf(verifier) }),
  });
}

export function verifierPurpose(stateDigest: string): string {
  return `verifier of ${stateDigest}`;
}
export function codePurpose(stateDigest: string): string {
  return `code of ${stateDigest}`;
}

import type { Host, Transaction } from '@fernwart/addon-kit';
import type { TokenPair } from '@fernwart/teamviewer';
import { workflows } from '../shared/names.ts';
import { sealText } from '../shared/sealing.ts';
import { renewAt, tokenStart } from './model.ts';
import type { SealedPair } from './store.ts';

export function accessPurpose(configurationId: string): string {
  return `access token of ${configurationId}`;
}
export function refreshPurpose(configurationId: string): string {
  return `refresh token of ${configurationId}`;
}

export async function sealPair(
  host: Host,
  configurationId: string,
  pair: TokenPair,
  obtainedAt: Temporal.Instant,
): Promise<SealedPair> {
  const access = pair.accessToken.reveal();
  return {
    accessToken: await sealText(host, access, accessPurpose(configurationId)),
    refreshToken: await sealText(host, pair.refreshToken.reveal(), refreshPurpose(configurationId)),
    tokenStart: tokenStart(access),
    obtainedAt,
    expiresAt: pair.expiresAt,
  };
}

/** The run that will renew this generation in time; the same generation never gets a second one. */
export async function planRenewal(
  tx: Transaction,
  configurationId: string,
  generation: number,
  pair: SealedPair,
): Promise<void> {
  if (pair.expiresAt === null) return;
  await tx.run({
    workflow: workflows.getToken,
    input: { configuration: configurationId, generation },
    key: `renew:${configurationId}:${generation}`,
    subject: { type: 'configuration', id: configurationId },
    dueAt: renewAt(pair.obtainedAt, pair.expiresAt),
    trigger: { kind: 'system', name: 'renewal' },
  });
}

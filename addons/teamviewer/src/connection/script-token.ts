import type { Host } from '@fernwart/addon-kit';
import type { Settings } from '../configuration/settings.ts';
import { workflows } from '../shared/names.ts';
import { sealText } from '../shared/sealing.ts';
import { wakeSharedRun } from '../shared/shared-run.ts';
import { tokenStart } from './model.ts';
import { findConnection, storeGranted } from './store.ts';
import { accessPurpose } from './token-pair.ts';

/** The second way to connect: a permanent token made by hand. It has no refresh, so it is used as it is until it fails. */
export async function connectScriptToken(host: Host, settings: Settings): Promise<void> {
  const token = settings.scriptToken?.reveal();
  if (token === undefined || (await isInUse(host, settings, token))) return;
  const now = host.clock.now();
  const sealed = {
    accessToken: await sealText(host, token, accessPurpose(settings.id)),
    refreshToken: null,
    tokenStart: tokenStart(token),
    obtainedAt: now,
    expiresAt: null,
  };
  await host.transaction(async (tx) => {
    await storeGranted(tx.sql, settings.id, 'script', sealed);
    await tx.run({
      workflow: workflows.getToken,
      input: { configuration: settings.id },
      subject: { type: 'configuration', id: settings.id },
      trigger: { kind: 'system', name: 'script token' },
    });
    await wakeSharedRun(tx, settings.id, 'poll', now, now);
    await wakeSharedRun(tx, settings.id, 'reports', now, now);
  });
}

/** Storing the configuration again must not bring a token back that was disconnected or refused. */
async function isInUse(host: Host, settings: Settings, token: string): Promise<boolean> {
  const connection = await findConnection(host.sql, settings.id);
  if (connection === null || connection.kind !== 'script') return false;
  if (connection.accessToken === null) return connection.tokenStart === tokenStart(token);
  return (await host.secrets.open(connection.accessToken, accessPurpose(settings.id))).reveal() === token;
}

import type { Host } from '@fernwart/addon-kit';
import { revokeToken } from '@fernwart/teamviewer';
import type { Settings } from '../configuration/settings.ts';
import { troubleOf } from '../shared/trouble.ts';
import { refreshDeadline } from './model.ts';
import { oauthDeps } from './ports.ts';
import { findConnection, markDisconnected } from './store.ts';
import { accessPurpose } from './token-pair.ts';

/**
 * Revokes at TeamViewer and forgets here. Forgetting does not wait for TeamViewer: an administrator who disconnects
 * must be disconnected. Answers whether TeamViewer confirmed it.
 */
export async function disconnect(host: Host, settings: Settings): Promise<boolean> {
  const connection = await findConnection(host.sql, settings.id);
  if (connection === null) return true;
  const token =
    connection.accessToken === null
      ? null
      : await host.secrets.open(connection.accessToken, accessPurpose(settings.id));
  await host.transaction(async (tx) => {
    await markDisconnected(tx.sql, settings.id);
    await tx.touch(`configuration:${settings.id}`);
  });
  if (token === null || connection.kind === 'script') return connection.kind !== 'script';
  try {
    await revokeToken(oauthDeps(host, settings, refreshDeadline), { accessToken: token });
    return true;
  } catch (error) {
    host.log.warn('A TeamViewer token could not be revoked', {
      configuration: settings.id,
      code: troubleOf(error).code,
    });
    return false;
  }
}

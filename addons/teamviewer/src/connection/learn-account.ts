import type { Host, RunContext } from '@fernwart/addon-kit';
import { createTeamViewer, LICENCE_QUOTAS } from '@fernwart/teamviewer';
import type { Settings } from '../configuration/settings.ts';
import { troubleOf } from '../shared/trouble.ts';
import { oneLine } from '../shared/words.ts';
import { reserve } from './call.ts';
import { createLimiterStore } from './limiter-store.ts';
import { clockOf, transportOf } from './ports.ts';
import { storeAccountName } from './store.ts';
import { createTokenStore } from './token-store.ts';

/**
 * Asks whose token it is. Reading the account is not among the eleven permissions (acceptance 40), so a refusal is no
 * trouble of the connection and is not noted as one.
 */
export async function learnAccount(run: RunContext, host: Host, settings: Settings): Promise<void> {
  const client = createTeamViewer({
    transport: transportOf(host),
    clock: clockOf(host),
    tokens: createTokenStore(host, settings),
    limiter: {
      store: createLimiterStore(host, settings.id),
      quota: LICENCE_QUOTAS[settings.licence],
      reserve,
    },
    baseUrl: settings.baseUrl,
  });
  try {
    const account = await client.account();
    const name = oneLine([account.name, account.email].filter((part) => part !== undefined).join(', '), 200);
    await storeAccountName(host.sql, settings.id, name === '' ? null : name);
    await run.log('info', 'run.account', { name: name === '' ? '–' : name });
  } catch (error) {
    host.log.info('The account of a token cannot be read', {
      configuration: settings.id,
      code: troubleOf(error).code,
    });
    await run.log('info', 'run.account.unreadable');
  }
}

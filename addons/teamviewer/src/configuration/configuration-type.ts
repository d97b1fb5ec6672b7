import type { ConfigurationType, Host } from '@fernwart/addon-kit';
import { planCredentialsEnd } from '../connection/credentials-end.ts';
import { disconnect } from '../connection/disconnect.ts';
import { connectScriptToken } from '../connection/script-token.ts';
import { findConnection } from '../connection/store.ts';
import { countUnfinished } from '../sessions/store.ts';
import { sayCount } from '../shared/words.ts';
import { dependentsOf } from './dependents.ts';
import { findSettings } from './find-settings.ts';
import { readSettings } from './settings.ts';
import { validateValues } from './validate.ts';

export const teamviewerConfiguration: ConfigurationType = {
  validate: (values, context, host) =>
    validateValues(values, context.t, host.callbackUrl(context.configurationId)),

  suggestions: (configurationId, host) => ({ redirectUrl: host.callbackUrl(configurationId) }),

  async choices(configurationId, host) {
    const groups = (await findConnection(host.sql, configurationId))?.groups ?? [];
    return {
      groupId: groups.map(({ id, name }) => ({ value: id, label: name === '' ? id : `${name} (${id})` })),
    };
  },

  dependents: dependentsOf,

  /** Sessions still need their connection; without any, it is revoked at TeamViewer before it goes. */
  async beforeDelete(configuration, context, host) {
    const unfinished = await countUnfinished(host.sql, configuration.id);
    if (unfinished > 0) return sayCount(context.t, 'delete.unfinished', unfinished);
    await disconnect(host, readSettings(configuration));
    return null;
  },

  async stored(configurationId: string, host: Host) {
    const settings = await findSettings(host, configurationId);
    if (settings !== null) {
      await connectScriptToken(host, settings);
      await planCredentialsEnd(host, settings);
    }
    await host.transaction((tx) => tx.touch(`configuration:${configurationId}`));
  },
};

import type { Action, ViewerContext } from '@fernwart/addon-kit';
import { findSettings } from '../configuration/find-settings.ts';
import { missingForAuthorization } from '../configuration/settings.ts';
import { workflows } from '../shared/names.ts';
import { troubleText } from '../shared/trouble.ts';
import { disconnect } from './disconnect.ts';
import { findConnection } from './store.ts';

function isAdministrator(context: ViewerContext): boolean {
  return context.viewer.roles.includes('administrator');
}

/** Opens TeamViewer's page of consent in a new tab; what is missing is named by the panel. */
export const authorizeAction: Action = {
  async offered(context, host) {
    if (!isAdministrator(context)) return false;
    const settings = await findSettings(host, context.subject.id);
    return settings !== null && missingForAuthorization(settings).length === 0;
  },
};

/** "Get TeamViewer token" (acceptance 35): offered as soon as there is something to get one with. */
export const getTokenAction: Action = {
  async offered(context, host) {
    if (!isAdministrator(context)) return false;
    const connection = await findConnection(host.sql, context.subject.id);
    return connection !== null && connection.refreshToken !== null;
  },
  async invoke(context, host) {
    const run = await host.transaction((tx) =>
      tx.run({
        workflow: workflows.getToken,
        input: { configuration: context.subject.id },
        subject: context.subject,
        personId: context.viewer.id,
        trigger: { kind: 'action', name: 'get-token' },
      }),
    );
    return { kind: 'run', run };
  },
};

export const disconnectAction: Action = {
  async offered(context, host) {
    if (!isAdministrator(context)) return false;
    const connection = await findConnection(host.sql, context.subject.id);
    return connection !== null && connection.state !== 'disconnected';
  },
  async invoke(context, host) {
    const settings = await findSettings(host, context.subject.id);
    if (settings === null)
      return {
        kind: 'notice',
        tone: 'danger',
        text: troubleText(context.t, context.language, { code: 'no_configuration' }),
      };
    const confirmed = await disconnect(host, settings);
    await host.audit({
      action: 'disconnect',
      outcome: 'done',
      subject: context.subject,
      personId: context.viewer.id,
      details: { revoked: confirmed },
    });
    return confirmed
      ? { kind: 'notice', tone: 'success', text: context.t('disconnect.done') }
      : { kind: 'notice', tone: 'warning', text: context.t('disconnect.unconfirmed') };
  },
};

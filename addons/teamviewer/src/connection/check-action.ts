import type { Action } from '@fernwart/addon-kit';
import { workflows } from '../shared/names.ts';
import { findConnection } from './store.ts';

/** Probes the permissions on demand, and reads the groups anew. */
export const checkAction: Action = {
  async offered(context, host) {
    if (!context.viewer.roles.includes('administrator')) return false;
    return (await findConnection(host.sql, context.subject.id))?.state === 'connected';
  },
  async invoke(context, host) {
    const run = await host.transaction((tx) =>
      tx.run({
        workflow: workflows.getToken,
        input: { configuration: context.subject.id, check: true },
        subject: context.subject,
        personId: context.viewer.id,
        trigger: { kind: 'action', name: 'check' },
      }),
    );
    return { kind: 'run', run };
  },
};

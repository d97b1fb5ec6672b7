import type { Action } from '@fernwart/addon-kit';
import { workflows } from '../shared/names.ts';

/** "TeamViewer Request Sessions" (acceptance 79): for agents, on any activity. */
export const requestSessionsAction: Action = {
  offered: async (context, host) =>
    context.viewer.roles.includes('agent') && (await host.activities.get(context.subject.id)) !== null,
  async invoke({ subject, viewer, t }, host) {
    const run = await host.transaction((tx) =>
      tx.run({
        workflow: workflows.requestSessions,
        input: {},
        subject: { type: 'activity', id: subject.id },
        personId: viewer.id,
        trigger: { kind: 'action', name: 'request-sessions' },
      }),
    );
    return { kind: 'run', run, text: t('unattended.started') };
  },
};

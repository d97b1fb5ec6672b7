import { defineAddon } from '@fernwart/addon-kit';
import { teamviewerConfiguration } from './configuration/configuration-type.ts';
import { authorizeLink } from './connection/authorize.ts';
import { callback } from './connection/callback.ts';
import { authorizeAction, disconnectAction, getTokenAction } from './connection/connection-actions.ts';
import { connectionPanel } from './connection/connection-panel.ts';
import { getTokenWorkflow } from './connection/get-token-workflow.ts';
import { healthPanel } from './connection/health-panel.ts';
import { pasteForm } from './connection/paste-form.ts';
import { sessionsPage } from './overview/sessions-page.ts';
import { connectionsSource, sessionsSource } from './overview/sources.ts';
import { collectReportsWorkflow } from './reports/collect-workflow.ts';
import { gatherReportsWorkflow } from './reports/gather-workflow.ts';
import { createSessionAction } from './sessions/create-action.ts';
import { createSessionWorkflow } from './sessions/create-workflow.ts';
import { handOverWorkflow } from './sessions/hand-over-workflow.ts';
import { joinAction, joinLink } from './sessions/join-links.ts';
import { mailOutcomeWorkflow } from './sessions/mail-outcome-workflow.ts';
import { pollWorkflow } from './sessions/poll-workflow.ts';
import { endSessionAction, sendAgainAction } from './sessions/session-actions.ts';
import { requesterPanel, sessionPanel } from './sessions/session-panel.ts';
import { sweepWorkflow } from './sessions/sweep-workflow.ts';
import { configurationTypeId, workflows } from './shared/names.ts';

/** The TeamViewer add-on: handlers for what `manifest.json` declares. */
export default defineAddon({
  configurationTypes: { [configurationTypeId]: teamviewerConfiguration },
  actions: {
    authorize: authorizeAction,
    'get-token': getTokenAction,
    disconnect: disconnectAction,
    'create-session': createSessionAction,
    'join-native': joinAction('native'),
    'join-browser': joinAction('browser'),
    'send-again': sendAgainAction,
    'end-session': endSessionAction,
  },
  workflows: {
    [`${workflows.getToken}@1.14`]: getTokenWorkflow,
    [`${workflows.createSession}@1.0`]: createSessionWorkflow,
    [`${workflows.collectReports}@1.0`]: collectReportsWorkflow,
    [`${workflows.handOver}@1.0`]: handOverWorkflow,
    [`${workflows.gatherReports}@1.0`]: gatherReportsWorkflow,
    [`${workflows.pollSessions}@1.0`]: pollWorkflow,
    [`${workflows.sweepSessions}@1.0`]: sweepWorkflow,
    [`${workflows.mailOutcome}@1.0`]: mailOutcomeWorkflow,
  },
  panels: {
    connection: connectionPanel,
    health: healthPanel,
    session: sessionPanel,
    'session-requester': requesterPanel,
  },
  pages: { sessions: sessionsPage },
  sources: { sessions: sessionsSource, connections: connectionsSource },
  forms: { 'paste-code': pasteForm },
  links: { authorize: authorizeLink, 'join-native': joinLink('native'), 'join-browser': joinLink('browser') },
  callback,
});

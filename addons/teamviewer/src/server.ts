import { defineAddon } from '@fernwart/addon-kit';
import { teamviewerConfiguration } from './configuration/configuration-type.ts';
import { authorizeLink } from './connection/authorize.ts';
import { callback } from './connection/callback.ts';
import { checkAction } from './connection/check-action.ts';
import { authorizeAction, disconnectAction, getTokenAction } from './connection/connection-actions.ts';
import { connectionPanel } from './connection/connection-panel.ts';
import { credentialsEndWorkflow } from './connection/credentials-end.ts';
import { gauges } from './connection/gauges.ts';
import { getTokenWorkflow } from './connection/get-token-workflow.ts';
import { healthPanel } from './connection/health-panel.ts';
import { notices } from './connection/notices.ts';
import { pasteForm } from './connection/paste-form.ts';
import { assetPanel } from './devices/asset-panel.ts';
import { devicesPage } from './devices/devices-page.ts';
import { decideDeviceAction, linkDeviceForm, takeBackAction } from './devices/inbox-actions.ts';
import { inboxPage } from './devices/inbox-page.ts';
import { changesSource, decisionsSource, devicesSource, inboxSource } from './devices/sources.ts';
import { applyPreviewAction, previewSyncAction } from './devices/sync-actions.ts';
import { syncPage } from './devices/sync-page.ts';
import { syncAssetsWorkflow } from './devices/sync-workflow.ts';
import { figuresPage, firstStepsPage, runningPage } from './overview/dashboard-pages.ts';
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
import { portalPage, portalPanel } from './sessions/portal-panel.ts';
import { endSessionAction, sendAgainAction } from './sessions/session-actions.ts';
import { sessionPanel } from './sessions/session-panel.ts';
import { sweepWorkflow } from './sessions/sweep-workflow.ts';
import { configurationTypeId, workflows } from './shared/names.ts';
import { chooseAssetAction, chooseAssetForm } from './unattended/connect-choose.ts';
import { connectAssetAction, connectAssetLink } from './unattended/connect-link.ts';
import { requestSessionsAction } from './unattended/request-action.ts';
import { requestSessionsWorkflow } from './unattended/request-workflow.ts';

/** The TeamViewer add-on: handlers for what `manifest.json` declares. */
export default defineAddon({
  configurationTypes: { [configurationTypeId]: teamviewerConfiguration },
  actions: {
    authorize: authorizeAction,
    'get-token': getTokenAction,
    check: checkAction,
    disconnect: disconnectAction,
    'create-session': createSessionAction,
    'join-native': joinAction('native'),
    'join-browser': joinAction('browser'),
    'send-again': sendAgainAction,
    'end-session': endSessionAction,
    'connect-asset': connectAssetAction,
    'choose-asset': chooseAssetAction,
    'request-sessions': requestSessionsAction,
    'preview-sync': previewSyncAction,
    'apply-preview': applyPreviewAction,
    'decide-device': decideDeviceAction,
    'take-back': takeBackAction,
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
    [`${workflows.credentialsEnd}@1.0`]: credentialsEndWorkflow,
    [`${workflows.syncAssets}@1.0`]: syncAssetsWorkflow,
    [`${workflows.requestSessions}@1.0`]: requestSessionsWorkflow,
  },
  gauges,
  panels: {
    connection: connectionPanel,
    health: healthPanel,
    session: sessionPanel,
    'session-requester': portalPanel,
    device: assetPanel,
  },
  pages: {
    sessions: sessionsPage,
    devices: devicesPage,
    'device-sync': syncPage,
    'device-inbox': inboxPage,
    portal: portalPage,
    running: runningPage,
    figures: figuresPage,
    'first-steps': firstStepsPage,
  },
  sources: {
    sessions: sessionsSource,
    connections: connectionsSource,
    devices: devicesSource,
    inbox: inboxSource,
    decisions: decisionsSource,
    'sync-changes': changesSource,
  },
  forms: { 'paste-code': pasteForm, 'choose-asset': chooseAssetForm, 'link-device': linkDeviceForm },
  links: {
    authorize: authorizeLink,
    'join-native': joinLink('native'),
    'join-browser': joinLink('browser'),
    'connect-asset': connectAssetLink,
  },
  callback,
  notices,
});

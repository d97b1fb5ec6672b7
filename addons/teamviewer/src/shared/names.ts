/** Names of the package's jobs (design §10); they stand in run histories and never change meaning. */
export const workflows = {
  getToken: 'W_Team_getToken-UIActionWF',
  createSession: 'W_Team_createSession-UIActionWF',
  requestSessions: 'W_Team_requestSessions-UIActionWF',
  syncAssets: 'W_Team_syncAssets-EAWF',
  collectReports: 'W_Team_collectReports-CoRuWF',
  handOver: 'W_Team_handOver-CoRuWF',
  gatherReports: 'W_Team_gatherReports-SysWF',
  pollSessions: 'W_Team_pollSessions-SysWF',
  sweepSessions: 'W_Team_sweepSessions-SysWF',
  credentialsEnd: 'W_Team_credentialsEnd-SysWF',
  mailOutcome: 'W_Team_mailOutcome-SysWF',
} as const;

export const rules = {
  closed: 'TeamViewer_Session closed - CoRu',
  expired: 'TeamViewer_Session expired - CoRu',
  solved: 'TeamViewer_Session solved - CoRu',
  handedOver: 'TeamViewer_Session handed over - CoRu',
} as const;

export const configurationTypeId = 'configuration';

/** Hosts that links may lead to; the manifest declares the same. */
export const linkHosts: readonly string[] = [
  'get.teamviewer.com',
  'getpilot.teamviewer.com',
  'login.teamviewer.com',
  'start.teamviewer.com',
];

/** A word in the two languages of TeamViewer's app form. */
export interface Label {
  readonly en: string;
  readonly de: string;
}

/** Keys of the eleven permissions that an app for service management asks for. */
export type PermissionKey =
  | 'sessions.create'
  | 'sessions.viewAll'
  | 'sessions.editOwn'
  | 'sessions.viewOwn'
  | 'groups.read'
  | 'connections.read'
  | 'contactList.view'
  | 'eventLog.requestAll'
  | 'deviceGroups.read'
  | 'webMonitoring.retrieve'
  | 'monitoring.retrieve';

/** One permission, in the words of TeamViewer's app form. */
export interface Permission {
  readonly key: PermissionKey;
  /** The group of the form it stands in. */
  readonly group: Label;
  /** Its line in that group. */
  readonly entry: Label;
  /** TeamViewer's technical name, where it is public (facts §2.4); absent where it is unknown. */
  readonly scope?: string;
  /** The functions that are refused without it. Several permissions may open one function: any one of them is enough. */
  readonly functions: readonly string[];
}

const SESSION_MANAGEMENT: Label = { en: 'Session management', de: 'Session-Verwaltung' };
const READ_SESSIONS = ['GET /sessions', 'GET /sessions/{code}'] as const;

/**
 * The eleven permissions, in the order of the form. Groups, entries and scopes: facts §2.4 [C: M42, M]; where `scope`
 * is absent the technical name is unknown ([U]).
 */
export const PERMISSIONS: readonly Permission[] = [
  {
    key: 'sessions.create',
    group: SESSION_MANAGEMENT,
    entry: { en: 'Create sessions', de: 'Erstellen von Sessions' },
    scope: 'Sessions.Create',
    functions: ['POST /sessions'],
  },
  {
    key: 'sessions.viewAll',
    group: SESSION_MANAGEMENT,
    entry: { en: 'View all sessions', de: 'Alle Sessions anzeigen' },
    scope: 'Sessions.ReadAll',
    functions: READ_SESSIONS,
  },
  {
    key: 'sessions.editOwn',
    group: SESSION_MANAGEMENT,
    entry: { en: 'Edit own sessions', de: 'Eigene Sessions bearbeiten' },
    scope: 'Sessions.ModifyOwn',
    functions: ['PUT /sessions/{code}'],
  },
  {
    key: 'sessions.viewOwn',
    group: SESSION_MANAGEMENT,
    entry: { en: 'View own sessions', de: 'Eigene Sessions ansehen' },
    scope: 'Sessions.ReadOwn',
    functions: READ_SESSIONS,
  },
  {
    key: 'groups.read',
    group: { en: 'Group management', de: 'Gruppenverwaltung' },
    entry: { en: 'Read groups', de: 'Gruppen lesen' },
    scope: 'Groups.Read',
    functions: ['GET /groups', 'GET /groups/{id}', 'GET /users/{id}/groups'],
  },
  {
    key: 'connections.read',
    group: { en: 'Connection reporting', de: 'Verbindungsprotokolle' },
    entry: { en: 'Read connection entries', de: 'Verbindungsprotokolle lesen' },
    scope: 'Connections.Read',
    functions: ['GET /reports/connections', 'GET /reports/connections/{id}', 'GET /reports/devices'],
  },
  {
    key: 'contactList.view',
    group: { en: 'Computers & Contacts', de: 'Computer & Kontakte' },
    entry: { en: 'View entries', de: 'Einträge anzeigen' },
    scope: 'ContactList.Read',
    functions: ['GET /devices', 'GET /devices/{id}', 'GET /contacts'],
  },
  {
    key: 'eventLog.requestAll',
    group: { en: 'Event logging', de: 'Ereignisprotokollierung' },
    entry: {
      en: 'Allow requesting all event logs',
      de: 'Anfordern aller Ereignisprotokolle zulassen',
    },
    functions: ['POST /EventLogging'],
  },
  {
    key: 'deviceGroups.read',
    group: { en: 'Device Groups', de: 'Gerätegruppen' },
    entry: { en: 'Read', de: 'Lesen' },
    functions: [
      'GET /managed/groups',
      'GET /managed/groups/{id}',
      'GET /managed/groups/{id}/devices',
      'GET /managed/groups/{id}/pending-devices',
      'GET /managed/groups/{id}/managers',
      'GET /managed/devices',
      'GET /managed/devices/company',
      'GET /managed/devices/{id}',
      'GET /managed/devices/{id}/groups',
      'GET /managed/devices/{id}/managers',
    ],
  },
  {
    key: 'webMonitoring.retrieve',
    group: { en: 'Web Monitoring', de: 'Web Monitoring' },
    entry: { en: 'Retrieve data', de: 'Abrufen von Daten' },
    functions: ['GET /webMonitoring/browsers', 'GET /webMonitoring/locations'],
  },
  {
    key: 'monitoring.retrieve',
    group: { en: 'Monitoring', de: 'Monitoring' },
    entry: { en: 'Retrieve data', de: 'Abrufen von Daten' },
    functions: [
      'GET /monitoring/devices',
      'GET /monitoring/devices/{id}/information',
      'GET /monitoring/devices/{id}/hardware',
      'GET /monitoring/devices/{id}/software',
      'GET /monitoring/alarms',
    ],
  },
];

/**
 * The permissions that open a function; any one of them is enough. Empty for functions outside the eleven
 * (`GET /account` needs `Account.Read`, which is not asked for: facts §2.4 note [L]).
 */
export function permissionsFor(fn: string): readonly Permission[] {
  return PERMISSIONS.filter((permission) => permission.functions.includes(fn));
}

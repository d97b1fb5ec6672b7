export interface PermissionEntry {
  /** Name of the scope. Names marked `internal` are this emulator's own: the vendor has not published them. */
  name: string;
  internal?: true;
  en: string;
  de: string;
  levels: readonly ('user' | 'company')[];
}

export interface PermissionGroup {
  en: string;
  de: string;
  entries: readonly PermissionEntry[];
}

const both = ['user', 'company'] as const;
const userOnly = ['user'] as const;

function entry(name: string, en: string, de: string, levels: readonly ('user' | 'company')[] = both) {
  return { name, en, de, levels };
}

function internal(name: string, en: string, de: string): PermissionEntry {
  return { name, internal: true, en, de, levels: both };
}

/** The permission groups of the app form (TV-2.14, TV-2.15). The first eight hold the eleven that the add-on's article asks for. */
export const permissionGroups: readonly PermissionGroup[] = [
  {
    en: 'Session management',
    de: 'Session-Verwaltung',
    entries: [
      entry('Sessions.Create', 'Create sessions', 'Erstellen von Sessions'),
      entry('Sessions.ReadAll', 'View all sessions', 'Alle Sessions anzeigen'),
      entry('Sessions.ReadOwn', 'View own sessions', 'Eigene Sessions ansehen'),
      entry('Sessions.ModifyAll', 'Edit all sessions', 'Alle Sessions bearbeiten'),
      entry('Sessions.ModifyOwn', 'Edit own sessions', 'Eigene Sessions bearbeiten'),
    ],
  },
  {
    en: 'Group management',
    de: 'Gruppenverwaltung',
    entries: [
      entry('Groups.Create', 'Create groups', 'Gruppen erstellen'),
      entry('Groups.Read', 'Read groups', 'Gruppen lesen'),
      entry('Groups.Modify', 'Edit groups', 'Gruppen bearbeiten'),
      entry('Groups.Share', 'Share groups', 'Gruppen teilen'),
      entry('Groups.Delete', 'Delete groups', 'Gruppen löschen'),
    ],
  },
  {
    en: 'Connection reporting',
    de: 'Verbindungsprotokolle',
    entries: [
      entry('Connections.Read', 'Read connection entries', 'Verbindungsprotokolle lesen'),
      entry('Connections.Modify', 'Edit connection entries', 'Verbindungsprotokolle bearbeiten'),
      entry('Connections.Delete', 'Delete connection entries', 'Verbindungsprotokolle löschen'),
    ],
  },
  {
    en: 'Computers & Contacts',
    de: 'Computer & Kontakte',
    entries: [
      entry('ContactList.Create', 'Add entries', 'Einträge hinzufügen'),
      entry('ContactList.Read', 'View entries', 'Einträge anzeigen'),
      entry('ContactList.Modify', 'Edit entries', 'Einträge bearbeiten'),
      entry('ContactList.Delete', 'Delete entries', 'Einträge löschen'),
    ],
  },
  {
    en: 'Event logging',
    de: 'Ereignisprotokollierung',
    entries: [
      internal(
        'EventLogging.Read',
        'Allow requesting all event logs',
        'Anfordern aller Ereignisprotokolle zulassen',
      ),
    ],
  },
  {
    en: 'Device groups',
    de: 'Gerätegruppen',
    entries: [
      internal('DeviceGroups.Read', 'Read', 'Lesen'),
      internal('DeviceGroups.Modify', 'Edit', 'Bearbeiten'),
    ],
  },
  {
    en: 'Web Monitoring',
    de: 'Web Monitoring',
    entries: [internal('WebMonitoring.GetData', 'Retrieve data', 'Abrufen von Daten')],
  },
  {
    en: 'Monitoring',
    de: 'Monitoring',
    entries: [internal('Monitoring.GetData', 'Retrieve data', 'Abrufen von Daten')],
  },
  {
    en: 'Account management',
    de: 'Kontoverwaltung',
    entries: [
      entry('Account.Read', 'View account data', 'Kontodaten anzeigen', userOnly),
      entry('Account.ReadEmail', 'View e-mail address', 'E-Mail-Adresse anzeigen', userOnly),
      entry('Account.Modify', 'Edit account data', 'Kontodaten bearbeiten', userOnly),
      entry('Account.ModifyEmail', 'Change e-mail address', 'E-Mail-Adresse ändern', userOnly),
      entry('Account.ModifyPassword', 'Change password', 'Passwort ändern', userOnly),
    ],
  },
  {
    en: 'User management',
    de: 'Benutzerverwaltung',
    entries: [
      entry('Users.CreateUsers', 'Create users', 'Benutzer erstellen'),
      entry('Users.CreateAdministrators', 'Create administrators', 'Administratoren erstellen'),
      entry('Users.Read', 'View users', 'Benutzer anzeigen'),
      entry('Users.ModifyUsers', 'Edit users', 'Benutzer bearbeiten'),
      entry('Users.ModifyAdministrators', 'Edit administrators', 'Administratoren bearbeiten'),
    ],
  },
];

export const permissionEntries: readonly PermissionEntry[] = permissionGroups.flatMap(
  (group) => group.entries,
);

export const permissionNames: ReadonlySet<string> = new Set(permissionEntries.map(({ name }) => name));

/** The eleven permissions that the add-on's article has an administrator tick. */
export const articlePermissions: readonly string[] = [
  'Sessions.Create',
  'Sessions.ReadAll',
  'Sessions.ModifyOwn',
  'Sessions.ReadOwn',
  'Groups.Read',
  'Connections.Read',
  'ContactList.Read',
  'EventLogging.Read',
  'DeviceGroups.Read',
  'WebMonitoring.GetData',
  'Monitoring.GetData',
];

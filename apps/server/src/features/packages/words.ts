import type { Permission } from '@fernwart/addon-kit';
import type { Localized } from '@fernwart/contract';

/** What a permission lets a package do, in the administrator's words. */
export const permissionWords: Readonly<Record<Permission, Localized>> = {
  'activities.read': { de: 'Vorgänge lesen', en: 'Read activities' },
  'assets.read': { de: 'Assets lesen', en: 'Read assets' },
  'assets.attributes': {
    de: 'Eigene Attribute an Assets schreiben',
    en: 'Write attributes of its own on assets',
  },
  'assets.create': {
    de: 'Assets anlegen, und die eigenen wieder entfernen',
    en: 'Create assets, and take its own away again',
  },
  'people.read': {
    de: 'Namen, E-Mail-Adressen und Rollen von Personen lesen',
    en: "Read people's names, e-mail addresses and roles",
  },
  'journal.write': { de: 'Journaleinträge schreiben', en: 'Write journal entries' },
  'mail.send': {
    de: 'E-Mails im Namen des Service Desks senden',
    en: "Send e-mails in the service desk's name",
  },
  'runs.start': { de: 'Eigene Workflows starten', en: 'Start workflows of its own' },
  secrets: { de: 'Geheimnisse versiegeln und die eigenen öffnen', en: 'Seal secrets and open its own' },
  configurations: {
    de: 'Die eigenen Konfigurationen mit ihren Geheimnissen lesen',
    en: 'Read its own configurations and their secrets',
  },
  database: {
    de: 'Daten in einem eigenen Bereich der Datenbank halten',
    en: 'Keep data in an area of the database of its own',
  },
  network: { de: 'Die unten genannten Hosts aufrufen', en: 'Call the hosts listed below' },
  live: { de: 'Offene Seiten auffrischen', en: 'Refresh open pages' },
};

/** The kinds of contributions, in the order in which the wizard shows them. */
export const contributionWords = {
  configurationTypes: { de: 'Konfiguration', en: 'Configuration' },
  actions: { de: 'Aktion', en: 'Action' },
  panels: { de: 'Bereich', en: 'Panel' },
  pages: { de: 'Seite', en: 'Page' },
  workflows: { de: 'Workflow', en: 'Workflow' },
  engineActivations: { de: 'Engine-Aktivierung', en: 'Engine activation' },
  complianceRules: { de: 'Compliance-Regel', en: 'Compliance rule' },
  assetAttributes: { de: 'Asset-Attribut', en: 'Asset attribute' },
} as const satisfies Record<string, Localized>;

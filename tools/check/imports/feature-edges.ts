/**
 * Which feature of the server may import which other one. An edge is a decision: whoever adds one says in the change
 * why the two belong together. What everybody may import is an interface alone, joined in compose.ts.
 */
export const openInterfaces: readonly string[] = [
  'audit/audit.ts',
  'automation/automation.ts',
  'journal/journal.ts',
  'notifications/mails.ts',
  'notifications/notifications.ts',
];

export const featureEdges: Readonly<Record<string, readonly string[]>> = {
  people: [],
  activities: ['people', 'assets', 'journal'],
  // Who may see and write on an activity is the activities' to say, its files included.
  attachments: ['activities'],
  // What somebody may see of an activity is the activities' to say, and figures count nothing else.
  reporting: ['activities'],
  journal: [],
  'saved-filters': [],
  assets: [],
  configurations: [],
  packages: [],
  automation: [],
  notifications: [],
  audit: [],
  operations: [],
  // It keeps the texts of the desk's mails, and shows how they look.
  settings: ['notifications'],
  // What a file says is compared with who and what is there, and written by their own services.
  imports: ['people', 'assets'],
};

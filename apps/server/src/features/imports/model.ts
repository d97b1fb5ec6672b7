import type { ImportField, ImportRow, Localized, Role } from '@fernwart/contract';

/** What one row of a file asks for. */
export type Fields = Readonly<Partial<Record<ImportField, string>>>;
export interface Wanted {
  readonly row: number;
  readonly fields: Fields;
}
export type Change = ImportRow['changes'][number];
/** What becomes of a row; `id` null: somebody or something new. */
export type Planned<Target> =
  | { readonly row: number; readonly name: string; readonly state: 'refused'; readonly reason: Localized }
  | {
      readonly row: number;
      readonly name: string;
      readonly state: 'new' | 'changed' | 'unchanged';
      readonly id: string | null;
      readonly version: number;
      readonly target: Target;
      readonly changes: readonly Change[];
    };

/** Rows as their columns mean them; empty cells say nothing. */
export function wantedRows(
  cells: readonly { row: number; values: readonly string[] }[],
  mapping: readonly (ImportField | null)[],
): Wanted[] {
  return cells.slice(1).map(({ row, values }) => ({
    row,
    fields: Object.fromEntries(
      mapping.flatMap((field, column): [ImportField, string][] => {
        const value = values[column] ?? '';
        return field === null || value === '' ? [] : [[field, value]];
      }),
    ),
  }));
}

const roleNames: Readonly<Record<string, Role>> = {
  requester: 'requester',
  anwender: 'requester',
  agent: 'agent',
  administrator: 'administrator',
  administration: 'administrator',
  auditor: 'auditor',
  revision: 'auditor',
};

/** Several in one cell stand with a comma, a semicolon or a line between them. */
export function listed(cell: string): string[] {
  return cell
    .split(/[,;|]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** The roles that a cell names; null when one of them is none. */
export function rolesOf(cell: string): Role[] | null {
  const roles = listed(cell).map((name) => roleNames[name.toLowerCase()]);
  const known = roles.filter((role) => role !== undefined);
  return known.length === roles.length && known.length > 0 ? [...new Set(known)].sort() : null;
}

/** The values that differ, as text. */
export function changesBetween(before: Fields, after: Fields): Change[] {
  return (Object.keys(after) as ImportField[])
    .filter((field) => (before[field] ?? '') !== (after[field] ?? ''))
    .map((field) => ({ field, before: before[field] ?? '', after: after[field] ?? '' }));
}

export const reasons = {
  noName: { de: 'Der Name fehlt.', en: 'The name is missing.' },
  noKey: {
    de: 'Weder Anmeldename noch E-Mail: Diese Person ließe sich nicht wiederfinden.',
    en: 'Neither login nor e-mail: this person could not be found again.',
  },
  noNumber: {
    de: 'Weder Inventar- noch Seriennummer: Dieses Asset ließe sich nicht wiederfinden.',
    en: 'Neither inventory nor serial number: this asset could not be found again.',
  },
  twice: { de: 'Steht schon weiter oben in der Datei.', en: 'Stands further up in the file already.' },
  ambiguous: { de: 'Passt auf mehr als einen Eintrag.', en: 'Matches more than one.' },
  email: { de: 'Das ist keine E-Mail-Adresse.', en: 'This is no e-mail address.' },
  language: { de: 'Die Sprache ist de oder en.', en: 'The language is de or en.' },
  timeZone: { de: 'Diese Zeitzone gibt es nicht.', en: 'There is no such time zone.' },
  roles: {
    de: 'Rechte sind requester, agent, administrator und auditor.',
    en: 'Rights are requester, agent, administrator and auditor.',
  },
  ownRoles: { de: 'Eigene Rechte kann niemand ändern.', en: 'Nobody changes his or her own rights.' },
  team: { de: 'Eine dieser Rollen gibt es nicht.', en: 'One of these teams does not exist.' },
  loginTaken: { de: 'Dieser Anmeldename ist vergeben.', en: 'This login is taken.' },
  numberTaken: {
    de: 'Ein anderes Asset hat diese Inventarnummer.',
    en: 'Another asset has this inventory number.',
  },
  owner: {
    de: 'Diesen Besitzer gibt es nicht, oder er ist deaktiviert.',
    en: 'There is no such owner, or the owner is disabled.',
  },
  tooLong: { de: 'Ein Wert ist länger als 200 Zeichen.', en: 'A value is longer than 200 characters.' },
} as const satisfies Record<string, Localized>;

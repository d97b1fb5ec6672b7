import { type ImportField, type ImportKind, importFields } from '@fernwart/contract';

/** What columns are usually called, in both languages and in the exports of others. */
const names: Readonly<Record<ImportField, readonly string[]>> = {
  name: [
    'name',
    'fullname',
    'displayname',
    'vollername',
    'anzeigename',
    'bezeichnung',
    'hostname',
    'computername',
  ],
  login: ['login', 'anmeldename', 'benutzername', 'username', 'user', 'samaccountname', 'kennung'],
  email: ['email', 'mail', 'emailadresse', 'emailaddress', 'mailadresse'],
  phone: ['phone', 'telefon', 'telefonnummer', 'telephone', 'telephonenumber', 'phonenumber'],
  department: ['department', 'abteilung'],
  language: ['language', 'sprache', 'lang'],
  timeZone: ['timezone', 'zeitzone'],
  roles: ['roles', 'role', 'rechte', 'rights'],
  teams: ['teams', 'team', 'verantwortlicherollen', 'verantwortlicherolle', 'gruppen'],
  kind: ['kind', 'art', 'typ', 'type', 'kategorie'],
  inventoryNumber: ['inventorynumber', 'inventarnummer', 'assettag', 'inventarnr', 'inventoryno'],
  serialNumber: ['serialnumber', 'seriennummer', 'serial', 'seriennr', 'serialno'],
  manufacturer: ['manufacturer', 'hersteller', 'vendor'],
  model: ['model', 'modell'],
  location: ['location', 'standort', 'ort', 'raum'],
  owner: ['owner', 'besitzer', 'benutzer', 'nutzer', 'assignedto', 'primaryuser'],
};

/** The likeliest meaning of each column; none is given twice. */
export function suggestMapping(kind: ImportKind, columns: readonly string[]): (ImportField | null)[] {
  const free = new Set<ImportField>(importFields[kind]);
  return columns.map((column) => {
    const folded = column
      .toLowerCase()
      .normalize('NFKD')
      .replaceAll(/[^a-z0-9]/g, '');
    const found = [...free].find((field) => names[field].includes(folded) || field.toLowerCase() === folded);
    if (found) free.delete(found);
    return found ?? null;
  });
}

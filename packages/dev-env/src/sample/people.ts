import type { Language, Role } from '@fernwart/contract';

export interface SamplePerson {
  readonly name: string;
  readonly language: Language;
  readonly department: string;
  readonly roles: readonly Role[];
  /** Only those one can sign in as. */
  readonly login?: string;
}

export const teamNames = [
  'Service Desk',
  'Arbeitsplatz',
  'Netzwerk',
  'Server & Cloud',
  'SAP',
  'Lager-IT',
] as const;
export type TeamName = (typeof teamNames)[number];

const agent: readonly Role[] = ['agent', 'requester'];

export const accountHolders: readonly (SamplePerson & { login: string })[] = [
  { login: 'anna', name: 'Anna Bergmann', language: 'de', department: 'IT', roles: agent },
  { login: 'ben', name: 'Ben Carter', language: 'en', department: 'IT', roles: agent },
  { login: 'admin', name: 'Miriam Falk', language: 'de', department: 'IT', roles: ['administrator'] },
  { login: 'rita', name: 'Rita Sommer', language: 'de', department: 'Disposition', roles: ['requester'] },
  { login: 'otto', name: 'Otto Lindner', language: 'de', department: 'Revision', roles: ['auditor'] },
];

const agents: readonly SamplePerson[] = [
  ['Jonas Petersen', 'de'],
  ['Priya Nair', 'en'],
  ['Lukas Hoffmann', 'de'],
  ['Emily Turner', 'en'],
  ['Deniz Yılmaz', 'de'],
  ['Sophie Wagner', 'de'],
  ['Oliver Grant', 'en'],
  ['Tomasz Zieliński', 'de'],
].map(([name = '', language]) => ({ name, language: language as Language, department: 'IT', roles: agent }));

const requesters: readonly SamplePerson[] = [
  ['Kerstin Albrecht', 'de', 'Geschäftsleitung'],
  ['Markus Böhm', 'de', 'Vertrieb'],
  ['Claudia Dietrich', 'de', 'Buchhaltung'],
  ['Stefan Eichhorn', 'de', 'Lager Nord'],
  ['Heike Fuchs', 'de', 'Personal'],
  ['Andreas Gruber', 'de', 'Fuhrpark'],
  ['Sabine Hartmann', 'de', 'Einkauf'],
  ['Thomas Jäger', 'de', 'Lager Süd'],
  ['Petra Köhler', 'de', 'Buchhaltung'],
  ['Michael Lorenz', 'de', 'Disposition'],
  ['Nicole Möller', 'de', 'Vertrieb'],
  ['Frank Neubauer', 'de', 'Versand'],
  ['Birgit Oswald', 'de', 'Empfang'],
  ['Ralf Pfeiffer', 'de', 'Werkstatt'],
  ['Ursula Reinhardt', 'de', 'Zoll'],
  ['Jürgen Schäfer', 'de', 'Lager Nord'],
  ['Martina Thiel', 'de', 'Personal'],
  ['Uwe Vogel', 'de', 'Disposition'],
  ['Grace Bennett', 'en', 'Sales UK'],
  ['Daniel Brooks', 'en', 'Customs'],
  ['Charlotte Evans', 'en', 'Finance UK'],
  ['Harry Foster', 'en', 'Warehouse Leeds'],
  ['Isla Hughes', 'en', 'Customer Care'],
  ['Liam Murphy', 'en', 'Transport Dublin'],
  ['Olivia Parker', 'en', 'Marketing'],
  ['George Sutton', 'en', 'Warehouse Leeds'],
  ['Zoe Whitfield', 'en', 'Customer Care'],
].map(([name = '', language, department = '']) => ({
  name,
  language: language as Language,
  department,
  roles: ['requester'],
}));

/** Forty people; all names are invented. */
export const samplePeople: readonly SamplePerson[] = [...accountHolders, ...agents, ...requesters];

/** Who works in which team. */
export const teamMembers: Record<TeamName, readonly string[]> = {
  'Service Desk': ['Anna Bergmann', 'Ben Carter', 'Sophie Wagner', 'Emily Turner'],
  Arbeitsplatz: ['Anna Bergmann', 'Jonas Petersen', 'Emily Turner'],
  Netzwerk: ['Ben Carter', 'Priya Nair', 'Deniz Yılmaz'],
  'Server & Cloud': ['Lukas Hoffmann', 'Oliver Grant'],
  SAP: ['Sophie Wagner', 'Tomasz Zieliński'],
  'Lager-IT': ['Deniz Yılmaz', 'Jonas Petersen', 'Oliver Grant'],
};

/** `first.last@muster-logistik.example`; that top-level domain is nobody's (RFC 2606). */
export function sampleAddress(name: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .replaceAll('ı', 'i')
    .normalize('NFD')
    .replaceAll(/[^a-z ]/g, '');
  return `${plain.replaceAll(' ', '.')}@muster-logistik.example`;
}

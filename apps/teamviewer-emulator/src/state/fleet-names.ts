import { between, pick, type Random } from './random.ts';

const sites = ['München', 'Hamburg', 'Köln', 'Nürnberg', 'Düsseldorf', 'Göttingen', 'Saarbrücken', 'Leipzig'];
const siteCodes = ['MUC', 'HAM', 'CGN', 'NUE', 'DUS', 'GOE', 'SCN', 'LEJ'];
const departments = [
  'Buchhaltung',
  'Einkauf',
  'Lager',
  'Versand',
  'Vertrieb',
  'Personal',
  'Fuhrpark',
  'Empfang',
];
const kinds = ['NB', 'PC', 'WS', 'TAB'];
const firstNames = [
  'Jürgen',
  'Käthe',
  'Sören',
  'Anke',
  'Bärbel',
  'Holger',
  'Güler',
  'Jörg',
  'Silke',
  'Uwe',
  'Maja',
  'Tomasz',
];
const lastNames = [
  'Groß',
  'Schäfer',
  'Weiß',
  'Krüger',
  'Yıldız',
  'Petersen',
  'Möller',
  'Jäger',
  'Vogt',
  'Straßer',
  'Nowak',
  'Böhm',
];
const models = [
  'ThinkPad T14',
  'Latitude 5440',
  'EliteBook 840',
  'OptiPlex 7010',
  'Lifebook U7412',
  'Surface Pro 9',
];

export function groupName(random: Random, index: number): string {
  const site = sites[index % sites.length] ?? 'Zentrale';
  const round = Math.floor(index / sites.length);
  return round === 0 ? `Standort ${site}` : `${site} ${pick(random, departments)} ${round}`;
}

/** Names as people give them: by site and number, by department, or with a domain. */
export function deviceName(random: Random, number: number): string {
  const padded = String(number % 10_000).padStart(4, '0');
  const kind = pick(random, kinds);
  const draw = random();
  if (draw < 0.6) return `${kind}-${pick(random, siteCodes)}-${padded}`;
  if (draw < 0.85) return `${kind}-${pick(random, departments)}-${padded}`;
  return `${kind.toLowerCase()}${padded}.muster.local`;
}

export function personName(random: Random): string {
  return `${pick(random, firstNames)} ${pick(random, lastNames)}`;
}

/** What stands in the description: a person, a serial number, an inventory number, or nothing. */
export function deviceDescription(random: Random): string {
  const draw = random();
  const serial = `SN ${pick(random, ['PF', 'CZC', '5CG', 'R9'])}${between(random, 100_000, 999_999)}`;
  if (draw < 0.3) return personName(random);
  if (draw < 0.55) return `${pick(random, models)}, ${serial}`;
  if (draw < 0.75) return `Inv.-Nr. ${between(random, 10_000, 99_999)}, ${personName(random)}`;
  return '';
}

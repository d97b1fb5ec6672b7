import { samplePeople } from './people.ts';

export interface SampleAsset {
  readonly name: string;
  readonly kind: string;
  readonly serialNumber: string;
  readonly inventoryNumber: string;
  readonly manufacturer: string;
  readonly model: string;
  readonly location: string;
  /** A name of `samplePeople`; null: in the pool. */
  readonly owner: string | null;
}

interface Series {
  readonly prefix: string;
  readonly digits: number;
  readonly count: number;
  readonly kind: string;
  readonly models: readonly (readonly [manufacturer: string, model: string])[];
  readonly owned: boolean;
}

const series: readonly Series[] = [
  {
    prefix: 'NB-',
    digits: 4,
    count: 100,
    kind: 'computer',
    models: [
      ['Lenovo', 'ThinkPad T14 Gen 4'],
      ['Lenovo', 'ThinkPad X13 Gen 4'],
      ['Dell', 'Latitude 5450'],
      ['HP', 'EliteBook 840 G11'],
    ],
    owned: true,
  },
  {
    prefix: 'PC-',
    digits: 4,
    count: 45,
    kind: 'computer',
    models: [
      ['Dell', 'OptiPlex 7020'],
      ['HP', 'Elite Mini 800 G9'],
    ],
    owned: true,
  },
  {
    prefix: 'TAB-',
    digits: 3,
    count: 25,
    kind: 'tablet',
    models: [
      ['Samsung', 'Galaxy Tab Active5'],
      ['Zebra', 'ET45'],
    ],
    owned: false,
  },
  {
    prefix: 'SCAN-',
    digits: 2,
    count: 15,
    kind: 'terminal',
    models: [['Zebra', 'MC9400']],
    owned: false,
  },
  {
    prefix: 'SRV-',
    digits: 2,
    count: 15,
    kind: 'server',
    models: [
      ['Dell', 'PowerEdge R660'],
      ['HPE', 'ProLiant DL360 Gen11'],
    ],
    owned: false,
  },
];

const locations = ['Bonn', 'Hamburg', 'Lager Nord', 'Lager Süd', 'Leeds', 'Dublin'];

/** Two hundred assets; the demo's devices at TeamViewer bear names of some of them. */
export const sampleAssets: readonly SampleAsset[] = series.flatMap((line, lineIndex) =>
  Array.from({ length: line.count }, (_, index) => assetOf(line, lineIndex, index + 1)),
);

function assetOf(line: Series, lineIndex: number, number: number): SampleAsset {
  const [manufacturer, model] = line.models[number % line.models.length] ?? ['', ''];
  return {
    name: `${line.prefix}${String(number).padStart(line.digits, '0')}`,
    kind: line.kind,
    serialNumber: `${'KLMNP'[lineIndex]}${((number * 7919 + lineIndex * 104_729) % 1_679_616).toString(36).padStart(4, '0').toUpperCase()}${number.toString(36).padStart(3, '0').toUpperCase()}`,
    inventoryNumber: `INV-${(lineIndex + 1) * 10_000 + number}`,
    manufacturer,
    model,
    location: locations[number % locations.length] ?? '',
    owner: ownerOf(line, number),
  };
}

/** Everybody has a notebook, some have a second one or a computer at the desk; NB-0042 is Rita's. */
function ownerOf(line: Series, number: number): string | null {
  if (!line.owned) return null;
  if (number === 42 && line.prefix === 'NB-') return 'Rita Sommer';
  if (number > 70) return null;
  return samplePeople[(number - 1) % samplePeople.length]?.name ?? null;
}

import { cpus, totalmem } from 'node:os';
import { activitiesBench } from './activities.ts';
import type { BenchResult } from './bench-result.ts';
import { clickToLinkBench } from './click-to-link.ts';
import { clientExportBench } from './client-export.ts';
import { consoleFirstPageBench } from './console-first-page.ts';
import { emulatorScaleBench } from './emulator-scale.ts';
import { oneActivityBench } from './one-activity.ts';
import { reportsBench } from './reports.ts';
import { startAndMemoryBench } from './start-and-memory.ts';
import { syncBench, syncGrowthBench } from './sync.ts';

// npm run bench [name]: every measure, or the one named; exit code 1 when a goal is missed.
const benches: Readonly<Record<string, () => Promise<BenchResult>>> = {
  activities: () => activitiesBench(sizesAsked()),
  'one-activity': oneActivityBench,
  'click-to-link': clickToLinkBench,
  'start-and-memory': startAndMemoryBench,
  'console-first-page': consoleFirstPageBench,
  'client-export': clientExportBench,
  'emulator-scale': emulatorScaleBench,
  reports: () => reportsBench(),
  sync: () => syncBench(),
  'sync-pglite': () => syncBench(100_000, 'PGlite'),
  'sync-growth': () => syncGrowthBench(),
};

/** `npm run bench activities 10000,100000`: other sizes than the usual ones. */
function sizesAsked(): number[] | undefined {
  return process.argv[3]?.split(',').map(Number);
}

const asked = process.argv[2];
if (asked !== undefined && !Object.hasOwn(benches, asked)) {
  throw new Error(`There is no bench "${asked}"; there are ${Object.keys(benches).join(', ')}.`);
}

const results: BenchResult[] = [];
for (const [name, bench] of Object.entries(benches)) {
  if (asked === undefined || asked === name) results.push(await bench());
}

const machine = {
  processors: cpus().length,
  model: cpus()[0]?.model ?? '',
  memoryBytes: totalmem(),
  node: process.version,
};
process.stdout.write(`${JSON.stringify({ machine, results }, null, 2)}\n\n`);
for (const { name, figures, goals } of results) {
  process.stdout.write(`${name}\n`);
  for (const [figure, value] of Object.entries(figures)) {
    const goal = goals.find((each) => each.figure === figure);
    const judged = goal
      ? `   goal ${goal.exactly ?? (goal.atLeast === undefined ? `≤ ${goal.atMost}` : `≥ ${goal.atLeast}`)}: ${goal.met ? 'met' : 'MISSED'}`
      : '';
    process.stdout.write(`  ${figure.padEnd(36)} ${Number(value.toFixed(3))}${judged}\n`);
  }
}
process.exitCode = results.every(({ goals }) => goals.every(({ met }) => met)) ? 0 : 1;

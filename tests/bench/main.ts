import { cpus, totalmem } from 'node:os';
import type { BenchResult } from './bench-result.ts';
import { clientExportBench } from './client-export.ts';
import { emulatorScaleBench } from './emulator-scale.ts';
import { syncBench } from './sync.ts';

// npm run bench [name]: every measure, or the one named; exit code 1 when a goal is missed.
const benches: Readonly<Record<string, () => Promise<BenchResult>>> = {
  'client-export': clientExportBench,
  'emulator-scale': emulatorScaleBench,
  sync: () => syncBench(),
};

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
      ? `   goal ${goal.exactly ?? `≤ ${goal.atMost}`}: ${goal.met ? 'met' : 'MISSED'}`
      : '';
    process.stdout.write(`  ${figure.padEnd(36)} ${Number(value.toFixed(3))}${judged}\n`);
  }
}
process.exitCode = results.every(({ goals }) => goals.every(({ met }) => met)) ? 0 : 1;

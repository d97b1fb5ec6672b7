import { parseArgs } from 'node:util';
import { throwawayPostgres } from '../../tools/test/throwaway-postgres.ts';
import { type CrashRun, crashRun } from './crash-run.ts';
import { makeTemplate } from './desk-template.ts';
import { undisturbedIds } from './undisturbed-ids.ts';

// npm run prove:crash -- --runs 1000 --seed 1 --steps 15 --at-once 2
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '10' },
    seed: { type: 'string' },
    steps: { type: 'string', default: '20' },
    'at-once': { type: 'string', default: '1' },
  },
});
const runs = Number(values.runs);
const firstSeed = Number(values.seed ?? Math.floor(performance.timeOrigin % 1_000_000));
const steps = Number(values.steps);
const atOnce = Number(values['at-once']);
const stages = [
  { name: 'one node on PGlite', postgres: false, nodes: 1 },
  { name: 'one node on PostgreSQL', postgres: true, nodes: 1 },
  { name: 'three nodes on PostgreSQL', postgres: true, nodes: 3 },
] as const;

process.stdout.write(`${runs} runs from seed ${firstSeed}\n`);
const postgres = await throwawayPostgres();
const templates = { embedded: await makeTemplate(null), postgres: await makeTemplate(postgres.url) };
const ids = await undisturbedIds(templates.postgres);
const waiting = Array.from({ length: runs }, (_, index) => firstSeed + index);
let well = 0;
async function playOn(): Promise<void> {
  for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
    // By the seed, so that one seed is always the same day on the same stage.
    const stage = stages[seed % stages.length] ?? stages[0];
    const template = stage.postgres ? templates.postgres : templates.embedded;
    const run = await crashRun({ template, ids, seed, nodes: stage.nodes, steps });
    if (run.wrong.length === 0) well += 1;
    tell(run, stage.name);
  }
}
await Promise.all(Array.from({ length: atOnce }, playOn));
await templates.embedded.remove();
await templates.postgres.remove();
await postgres.stop();
process.stdout.write(`${well} of ${runs} runs well; seeds ${firstSeed} to ${firstSeed + runs - 1}\n`);
// Runs that were not played are not well.
process.exitCode = well < runs ? 1 : 0;

function tell(run: CrashRun, stage: string): void {
  process.stdout.write(
    `seed ${run.seed}, ${stage}: ${run.sessions} sessions, ${run.runs} runs by hand, ${run.mischief.length} blows, ${run.seconds.day} + ${run.seconds.quiet} s, ${run.wrong.length === 0 ? 'all is well' : 'WRONG'}\n`,
  );
  for (const sentence of run.wrong) process.stdout.write(`  ${sentence}\n`);
  if (run.evidence !== null) process.stdout.write(`  evidence in ${run.evidence}\n`);
}

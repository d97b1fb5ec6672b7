import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildOutdated } from '../build/build-outdated.ts';
import { checks } from '../check/checks.ts';
import { runChecks } from '../check/run-checks.ts';
import { ensurePrerequisites } from './prerequisites.ts';
import { type Counts, closingLine, countReport } from './report.ts';

// npm test [-- filters] · npm run test:slow: everything that must pass, with one closing line.
const root = fileURLToPath(new URL('../..', import.meta.url));
const slow = process.argv.includes('--slow');
const filters = process.argv.slice(2).filter((arg) => arg !== '--slow');

const failures: string[] = [];
// Somebody who names files wants these alone.
if (filters.length === 0) failures.push(...(await runChecks(root, checks, [])).failed);
failures.push(...ensurePrerequisites());
try {
  await buildOutdated(root);
} catch (error) {
  failures.push(error instanceof Error ? error.message : String(error));
}
const counts = await runVitest();

for (const failure of failures) console.error(`Failed before the tests: ${failure}`);
if (counts.skipped > 0) console.log(`${counts.skipped} skipped`);
const failed = counts.failed + failures.length;
console.log(closingLine({ passed: counts.passed, failed }));
process.exitCode = failed > 0 ? 1 : 0;

async function runVitest(): Promise<Counts> {
  const report = join(root, '.cache', 'vitest-report.json');
  mkdirSync(join(root, '.cache'), { recursive: true });
  rmSync(report, { force: true });
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...filters];
  if (!slow) args.push('--exclude', '**/*.slow.test.ts');
  const child = spawn(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const stop = () => child.kill('SIGTERM');
  process.once('SIGTERM', stop);
  const code = await new Promise<number>((resolve) =>
    child.once('close', (exitCode) => resolve(exitCode ?? 1)),
  );
  process.off('SIGTERM', stop);
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
  const result = countReport(JSON.parse(readFileSync(report, 'utf8')));
  return code === 0 ? result : { ...result, failed: Math.max(result.failed, 1) };
}

import { availableParallelism } from 'node:os';

/** One thing that `npm run check` looks at. */
export interface Check {
  readonly name: string;
  /** What to do when it fails; the complaint says where. */
  readonly remedy: string;
  /** Complains, or answers an empty text when all is well. `paths` limits it where that makes sense; empty means all. */
  readonly run: (root: string, paths: readonly string[]) => Promise<string>;
}

export interface ChecksResult {
  /** `check <name>` for each that failed. */
  readonly failed: string[];
  readonly passed: number;
}

/** Runs all checks, as many at a time as there are processors, and prints what failed and how to fix it. */
export async function runChecks(
  root: string,
  checks: readonly Check[],
  paths: readonly string[],
  print: (text: string) => void = (text) => process.stdout.write(`${text}\n`),
): Promise<ChecksResult> {
  const startedAt = performance.now();
  const waiting = [...checks];
  const failed: string[] = [];
  async function work() {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const complaint = await complaintOf(check, root, paths);
      if (!complaint) continue;
      failed.push(`check ${check.name}`);
      print(`\n✗ ${check.name}\n${complaint.trimEnd()}\n  How to fix it: ${check.remedy}`);
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  const passed = checks.length - failed.length;
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  print(`${failed.length > 0 ? '\n' : ''}check: ${passed} of ${checks.length} passed in ${seconds} s`);
  return { failed, passed };
}

async function complaintOf(check: Check, root: string, paths: readonly string[]): Promise<string> {
  try {
    return (await check.run(root, paths)).trim();
  } catch (error) {
    return `The check itself broke: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  }
}

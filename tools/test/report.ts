import { z } from 'zod';

/** What we need of vitest's JSON report. */
const report = z.object({
  success: z.boolean(),
  testResults: z.array(
    z.object({
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string() })),
    }),
  ),
});

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/**
 * Counts a report's tests. A file that failed without a failed test (it did not load, or a hook threw) counts as one
 * failed, and so does a run that vitest calls unsuccessful for another reason (an unhandled rejection).
 */
export function countReport(json: unknown): Counts {
  const { success, testResults } = report.parse(json);
  let passed = 0;
  let failed = 0;
  let skipped = 0;
  for (const file of testResults) {
    const statuses = file.assertionResults.map((result) => result.status);
    const failedHere = statuses.filter((status) => status === 'failed').length;
    passed += statuses.filter((status) => status === 'passed').length;
    failed += file.status === 'failed' ? Math.max(failedHere, 1) : failedHere;
    skipped += statuses.filter((status) => !['passed', 'failed'].includes(status)).length;
  }
  return { passed, failed: success ? failed : Math.max(failed, 1), skipped };
}

/** The last line of every `npm test`. */
export function closingLine(counts: Pick<Counts, 'passed' | 'failed'>): string {
  return `${counts.passed} passed, ${counts.failed} failed`;
}

import { expect, test } from 'vitest';
import { type Check, runChecks } from './run-checks.ts';

function check(name: string, run: Check['run']): Check {
  return { name, remedy: `repair ${name}`, run };
}

async function run(...checks: Check[]) {
  const printed: string[] = [];
  const result = await runChecks('/nowhere', checks, ['some/path'], (text) => printed.push(text));
  return { ...result, printed: printed.join('\n') };
}

test('prints nothing of a check that passes', async () => {
  const { failed, printed } = await run(check('types', async () => ''));
  expect(failed).toEqual([]);
  expect(printed).toMatch(/^check: 1 of 1 passed in \d+\.\d s$/);
});

test('prints the complaint and how to fix it of one that fails', async () => {
  const { failed, printed } = await run(
    check('types', async () => ''),
    check('lint', async () => 'a.ts:1: no'),
  );
  expect(failed).toEqual(['check lint']);
  expect(printed).toContain('✗ lint\na.ts:1: no\n  How to fix it: repair lint');
  expect(printed).not.toContain('✗ types');
});

test('a check that breaks has failed', async () => {
  const { failed, printed } = await run(check('lint', () => Promise.reject(new Error('no such tool'))));
  expect(failed).toEqual(['check lint']);
  expect(printed).toContain('no such tool');
});

test('hands the paths on', async () => {
  const { printed } = await run(check('lint', async (root, paths) => `${root} ${paths.join()}`));
  expect(printed).toContain('/nowhere some/path');
});

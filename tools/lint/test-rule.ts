import { RuleTester } from 'oxlint/plugins-dev';
import { describe, it } from 'vitest';
import type { LintRule } from './lint-rule.ts';

RuleTester.describe = describe;
RuleTester.it = it;

/** Proves a rule: `fires` must each give exactly one report, `passes` none. */
export function testRule(name: string, rule: LintRule, cases: { passes: string[]; fires: string[] }): void {
  new RuleTester({ languageOptions: { sourceType: 'module', parserOptions: { lang: 'ts' } } }).run(
    name,
    rule,
    {
      valid: cases.passes,
      invalid: cases.fires.map((code) => ({ code, errors: 1 })),
    },
  );
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { importRules } from './import-rules.ts';

/** Looks at every import below `root` and answers what breaks a rule, with the rule's advice; empty when nothing does. */
export async function checkImports(root: string): Promise<string> {
  const folders = ['packages', 'apps', 'addons', 'tests'].filter((folder) => existsSync(join(root, folder)));
  const result = await cruise(
    folders,
    {
      baseDir: root,
      validate: true,
      ruleSet: { forbidden: [...importRules] },
      tsPreCompilationDeps: true,
      doNotFollow: { path: 'node_modules' },
      exclude: { path: '(^|/)(dist|\\.cache)/' },
    },
    {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.d.ts'],
    },
  );
  if (typeof result.output === 'string')
    throw new Error('dependency-cruiser answered text instead of a result');
  return describe(result.output);
}

function describe({ summary }: ICruiseResult): string {
  const byRule = Map.groupBy(summary.violations, (violation) => violation.rule.name);
  return [...byRule]
    .map(([name, violations]) => {
      const edges = new Map(violations.map((violation) => [edgeKey(violation), edgeLine(violation)]));
      const advice = importRules.find((candidate) => candidate.name === name)?.comment ?? '';
      return `${[...edges.values()].join('\n')}\n  ${name}: ${advice}`;
    })
    .join('\n');
}

type Violation = ICruiseResult['summary']['violations'][number];

/** A ring is found once from each of its files. */
function edgeKey({ from, to, cycle }: Violation): string {
  return cycle
    ? cycle
        .map((step) => step.name)
        .toSorted()
        .join()
    : `${from} ${to}`;
}

function edgeLine({ from, to, cycle }: Violation): string {
  return `  ${from} → ${cycle ? cycle.map((step) => step.name).join(' → ') : to}`;
}

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
      const rings = violations.flatMap(({ cycle }) => (cycle ? [cycle.map((step) => step.name)] : []));
      const edges = violations.filter(({ cycle }) => !cycle).map(({ from, to }) => `  ${from} → ${to}`);
      const advice = importRules.find((candidate) => candidate.name === name)?.comment ?? '';
      return [...new Set(edges), ...knots(rings).map(describeKnot), `  ${name}: ${advice}`].join('\n');
    })
    .join('\n');
}

interface Knot {
  readonly files: Set<string>;
  readonly shortest: readonly string[];
}

/** Rings that share a file are one knot: pulled apart at one place, most of them are gone. */
function knots(rings: readonly (readonly string[])[]): Knot[] {
  const found: Knot[] = [];
  for (const ring of rings.toSorted((one, other) => one.length - other.length)) {
    const touched = found.filter(({ files }) => ring.some((file) => files.has(file)));
    for (const knot of touched) found.splice(found.indexOf(knot), 1);
    found.push({
      files: new Set([...touched.flatMap(({ files }) => [...files]), ...ring]),
      shortest: touched[0]?.shortest ?? ring,
    });
  }
  return found;
}

function describeKnot({ files, shortest }: Knot): string {
  const others = files.size - shortest.length;
  const more = others > 0 ? `\n    and ${others} more files are entangled with them` : '';
  return `  ${[shortest.at(-1), ...shortest].join(' → ')}${more}`;
}

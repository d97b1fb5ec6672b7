import { pages } from '../docs/pages.ts';
import { checkDependencies } from './check-dependencies.ts';
import { checkSchema } from './check-schema.ts';
import { checkSecrets } from './check-secrets.ts';
import { checkArchitecture } from './docs/check-architecture.ts';
import { checkEnvironment } from './docs/check-environment.ts';
import { checkGlossary } from './docs/check-glossary.ts';
import { checkLinks } from './docs/check-links.ts';
import { checkPages } from './docs/check-pages.ts';
import { checkImports } from './imports/check-imports.ts';
import type { Check } from './run-checks.ts';
import { tool } from './tool.ts';

const typescript = 'ts7/bin/tsc';

/** Everything that `npm run check` looks at, the longest first. */
export const checks: readonly Check[] = [
  {
    name: 'types',
    remedy: 'Correct the types where the compiler points; no `any`, no `@ts-ignore`.',
    run: (root) => tool(root, typescript, ['-p', 'tsconfig.json', '--pretty', 'false']),
  },
  {
    name: 'types of the console',
    remedy: 'Correct the types where the compiler points; no `any`, no `@ts-ignore`.',
    run: (root) => tool(root, typescript, ['-p', 'apps/console', '--pretty', 'false']),
  },
  {
    name: 'lint',
    remedy:
      'Each line names its rule. Change the code; a rule that is wrong here is turned off on that line with its reason.',
    run: (root, paths) =>
      tool(root, 'oxlint', ['--type-aware', '--deny-warnings', '--format=unix', ...paths]),
  },
  {
    name: 'format and import order',
    remedy: 'npm run format',
    run: (root, paths) => tool(root, 'biome', ['check', '--colors=off', '--max-diagnostics=50', ...paths]),
  },
  {
    name: 'unused files, exports and dependencies',
    remedy: 'Delete what nobody uses. A new program that is started from outside is an entry in knip.jsonc.',
    run: (root) => tool(root, 'knip', ['--no-progress', '--no-config-hints']),
  },
  {
    name: 'imports',
    remedy: 'Follow the advice of the rule (tools/check/imports/import-rules.ts).',
    run: checkImports,
  },
  {
    name: 'schema.sql',
    remedy: 'npm run schema, and look at the difference before you commit it.',
    run: checkSchema,
  },
  {
    name: 'pages that follow from the code',
    remedy: 'npm run docs, and look at the difference before you commit it.',
    run: async (root) => checkPages(root, pages),
  },
  {
    name: 'environment variables in documents',
    remedy: 'Correct the name, or add the variable to apps/server/src/config/variables.ts.',
    run: async (root) => checkEnvironment(root),
  },
  {
    name: 'ARCHITECTURE.md',
    remedy: 'Explain each folder in a row of ARCHITECTURE.md, and take out what is gone.',
    run: async (root) => checkArchitecture(root),
  },
  {
    name: 'links in documents',
    remedy: 'Correct the link, or the name of what it leads to.',
    run: async (root) => checkLinks(root),
  },
  {
    name: 'words of the glossary',
    remedy: 'Use our word (docs/glossary.md).',
    run: async (root) => checkGlossary(root),
  },
  {
    name: 'dependencies',
    remedy:
      'Take a version without the flaw, pinned exactly; a package that must run a program at its installation is named in tools/check/check-dependencies.ts.',
    run: checkDependencies,
  },
  {
    name: 'no secrets',
    remedy: 'Take it out, and make a new one: what was committed once is known.',
    run: async (root) => checkSecrets(root),
  },
];

import { expect, test } from 'vitest';
import { temporaryTree } from '../temporary-tree.ts';
import { checkImports } from './check-imports.ts';
import { importRules } from './import-rules.ts';

const feature = 'apps/server/src/features';
const platform = 'apps/server/src/platform';

/** Rule → a wrong import, as the file that has it and the file it names. */
const wrong: readonly (readonly [rule: string, from: string, to: string])[] = [
  ['contract-stands-alone', 'packages/contract/src/index.ts', 'packages/addon-kit/src/index.ts'],
  ['console-knows-the-contract-only', 'apps/console/src/main.tsx', 'packages/addon-kit/src/index.ts'],
  ['client-stands-alone', 'packages/teamviewer/src/index.ts', 'apps/teamviewer-emulator/src/index.ts'],
  ['client-stands-alone', 'packages/teamviewer/src/ping.test.ts', 'apps/teamviewer-emulator/src/index.ts'],
  ['emulator-stands-alone', 'apps/teamviewer-emulator/src/index.ts', 'packages/teamviewer/src/index.ts'],
  ['addon-kit-knows-the-contract-only', 'packages/addon-kit/src/index.ts', 'apps/server/src/compose.ts'],
  ['addon-knows-the-kit-only', 'addons/teamviewer/src/main.ts', 'apps/server/src/compose.ts'],
  ['addon-knows-the-kit-only', 'addons/teamviewer/src/main.ts', 'packages/contract/src/index.ts'],
  ['server-imports-no-addon', `${platform}/addon-host/load.ts`, 'addons/teamviewer/src/index.ts'],
  ['server-imports-no-addon', `${platform}/net/client.ts`, 'packages/teamviewer/src/index.ts'],
  ['dev-env-joins-the-demo', 'packages/dev-env/src/main.ts', 'addons/teamviewer/src/index.ts'],
  ['nobody-imports-tests', 'packages/dev-env/src/main.ts', 'tests/article/steps.ts'],
  ['through-the-entry', 'addons/teamviewer/src/main.ts', 'packages/addon-kit/src/host.ts'],
  ['through-the-entry', 'packages/dev-env/src/main.ts', `${platform}/db/pool.ts`],
  ['no-barrels-inside', 'packages/contract/src/people.ts', 'packages/contract/src/index.ts'],
  ['platform-knows-no-feature', `${platform}/http/server.ts`, `${feature}/people/people.ts`],
  ['nobody-imports-compose', `${feature}/people/service.ts`, 'apps/server/src/compose.ts'],
  [
    'features-take-decided-configuration',
    `${feature}/people/service.ts`,
    'apps/server/src/config/server-config.ts',
  ],
  ['feature-edges-journal', `${feature}/journal/service.ts`, `${feature}/activities/service.ts`],
  ['feature-edges-people', `${feature}/people/service.ts`, `${feature}/audit/store.ts`],
  ['feature-is-listed', `${feature}/billing/service.ts`, `${feature}/audit/audit.ts`],
  ['model-does-nothing-outside', `${feature}/people/model.ts`, `${platform}/db/database.ts`],
  ['model-uses-no-runtime', `${feature}/people/model.ts`, 'node:fs'],
  ['network-lives-in-net', `${feature}/people/service.ts`, 'node:https'],
  ['network-lives-in-net', `${platform}/http/server.ts`, 'node_modules/undici/index.js'],
  ['drivers-live-in-db', `${feature}/people/store.ts`, 'node_modules/pg/index.js'],
];

test.each(wrong)('%s fires for %s → %s and gives its advice', async (name, from, to) => {
  const specifier = to.startsWith('node:') ? to : `${'../'.repeat(from.split('/').length - 1)}${to}`;
  const target = to.startsWith('node:') ? {} : { [to]: 'export const there = 1;\n' };
  const complaint = await checkImports(temporaryTree({ ...target, [from]: `import '${specifier}';\n` }));
  expect(complaint).toContain(`${from} → ${to.startsWith('node:') ? to.slice(5) : to}`);
  expect(complaint).toContain(`${name}: ${importRules.find((rule) => rule.name === name)?.comment}`);
});

test('a type alone is an import, too', async () => {
  const root = temporaryTree({
    [`${feature}/people/people.ts`]: 'export interface People {}\n',
    [`${platform}/http/server.ts`]:
      "import type { People } from '../../features/people/people.ts';\nexport type { People };\n",
  });
  expect(await checkImports(root)).toContain('platform-knows-no-feature');
});

test('an import by the name of a workspace is followed', async () => {
  const root = temporaryTree({
    'packages/teamviewer/package.json': '{ "name": "@fernwart/teamviewer", "exports": "./src/index.ts" }',
    'packages/teamviewer/src/index.ts': 'export const client = 1;\n',
    'node_modules/@fernwart/teamviewer': '→ packages/teamviewer',
    'apps/teamviewer-emulator/src/index.ts': "import '@fernwart/teamviewer';\n",
  });
  expect(await checkImports(root)).toContain('emulator-stands-alone');
});

test('no-cycles fires and names the ring once', async () => {
  const root = temporaryTree({
    'packages/contract/src/one.ts': "import './two.ts';\n",
    'packages/contract/src/two.ts': "import './one.ts';\n",
  });
  const [ring, advice, ...rest] = (await checkImports(root)).split('\n');
  expect(ring).toMatch(
    /^ {2}packages.contract.src.(one|two)\.ts → packages.contract.src.(two|one)\.ts → packages.contract.src.\1\.ts$/,
  );
  expect(advice).toContain('no-cycles: These files import each other in a ring');
  expect(rest).toEqual([]);
});

test('rings that share a file are told as one knot', async () => {
  const root = temporaryTree({
    'packages/contract/src/one.ts': "import './two.ts';\nimport './three.ts';\n",
    'packages/contract/src/two.ts': "import './one.ts';\n",
    'packages/contract/src/three.ts': "import './four.ts';\n",
    'packages/contract/src/four.ts': "import './one.ts';\n",
  });
  const complaint = await checkImports(root);
  expect(complaint).toContain('and 2 more files are entangled with them');
  expect(complaint.match(/ → /g)).toHaveLength(2);
});

test('resolvable fires for an import that leads nowhere', async () => {
  const root = temporaryTree({ 'packages/contract/src/one.ts': "import './gone.ts';\n" });
  expect(await checkImports(root)).toContain('resolvable: This import leads nowhere');
});

test('what the rules allow passes', async () => {
  const root = temporaryTree({
    'packages/contract/src/index.ts': 'export const there = 1;\n',
    [`${feature}/audit/audit.ts`]: "import '../../platform/db/database.ts';\n",
    [`${feature}/journal/journal.ts`]: 'export const there = 1;\n',
    [`${platform}/db/database.ts`]: 'export const there = 1;\n',
    [`${feature}/activities/model.ts`]: "import '../../../../../packages/contract/src/index.ts';\n",
    [`${feature}/activities/service.ts`]:
      "import '../audit/audit.ts';\nimport '../journal/journal.ts';\nimport './model.ts';\n",
  });
  expect(await checkImports(root)).toBe('');
});

test('every rule is proved by a wrong import', () => {
  const proved = new Set([...wrong.map(([rule]) => rule), 'no-cycles', 'resolvable']);
  const edges = /^feature-edges-/;
  expect(
    importRules.map(({ name }) => name).filter((name) => !proved.has(name) && !edges.test(name)),
  ).toEqual([]);
});

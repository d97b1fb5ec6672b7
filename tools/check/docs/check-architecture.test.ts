import { expect, test } from 'vitest';
import { temporaryTree } from '../temporary-tree.ts';
import { checkArchitecture } from './check-architecture.ts';

const people = 'apps/server/src/features/people';
const tree = { [`${people}/model.ts`]: '', 'apps/console/main.ts': '' };
const rows = '| `apps/server/` | x |\n| `apps/console/` | x |\n';

test('a page that names every folder with its edges passes', () => {
  expect(
    checkArchitecture(temporaryTree({ ...tree, 'ARCHITECTURE.md': `${rows}| \`${people}/\` | x | – |\n` })),
  ).toBe('');
});

test('a folder that is explained twice is named', () => {
  const page = `${rows}${rows}| \`${people}/\` | x | – |\n`;
  expect(checkArchitecture(temporaryTree({ ...tree, 'ARCHITECTURE.md': page }))).toBe(
    '  apps/server is explained twice\n  apps/console is explained twice',
  );
});

test('an unexplained folder, one that is gone and a wrong edge are named', () => {
  const page = `| \`apps/server/\` | x |\n| \`apps/gone/\` | x |\n| \`${people}/\` | x | audit |\n`;
  expect(checkArchitecture(temporaryTree({ ...tree, 'ARCHITECTURE.md': page })).split('\n')).toEqual([
    '  apps/console/ is not explained',
    '  apps/gone does not exist',
    `  ${people} may import "audit" says the page, "–" says feature-edges.ts`,
  ]);
});

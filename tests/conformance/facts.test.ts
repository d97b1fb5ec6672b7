import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const sheet = readFileSync(join(root, 'docs/facts/teamviewer.md'), 'utf8');
const entries = new Set([...sheet.matchAll(/^- \*\*(TV-\d+\.\d+)\*\*/gm)].map((match) => match[1]));

function citedIn(folder: string): [string, string][] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.includes('node_modules'))
    .flatMap((name) => {
      const text = readFileSync(join(root, folder, name), 'utf8');
      return [...text.matchAll(/TV-\d+\.\d+/g)].map((match): [string, string] => [name, match[0]]);
    });
}

test('every fact that is cited stands in the sheet', () => {
  const cited = [...citedIn('apps/teamviewer-emulator/src'), ...citedIn('tests/conformance')];
  expect(cited.length).toBeGreaterThan(100);
  expect(cited.filter(([, fact]) => !entries.has(fact))).toEqual([]);
});

test('every entry carries a mark of confidence', () => {
  const unmarked = sheet
    .split('\n')
    .filter((line) => line.startsWith('- **TV-') && !/\[(C|L|U)[^\]]*\]/.test(line));
  expect(unmarked).toEqual([]);
});

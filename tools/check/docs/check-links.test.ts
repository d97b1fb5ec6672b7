import { expect, test } from 'vitest';
import { temporaryTree } from '../temporary-tree.ts';
import { checkLinks } from './check-links.ts';

test('a link to a file or heading that is not there is named with its line', () => {
  const root = temporaryTree({
    'README.md':
      '# Fernwart\n\n[a](docs/gone.md) and ![b](pictures/gone.png)\n[c](docs/here.md#nothing) [d](#nowhere)\n',
    'docs/here.md': '# Something\n',
  });
  expect(checkLinks(root).split('\n')).toEqual([
    '  README.md:3 → docs/gone.md: no such file',
    '  README.md:3 → pictures/gone.png: no such file',
    '  README.md:4 → docs/here.md#nothing: no such heading',
    '  README.md:4 → #nowhere: no such heading',
  ]);
});

test('links that lead somewhere, addresses and code pass', () => {
  const root = temporaryTree({
    'README.md':
      '# Über uns: Was & wie\n\n[a](docs/here.md#a-b) [b](https://example.org) [c](#über-uns-was--wie) [d](docs)\n```\n[e](gone.md)\n```\n`[f](gone.md)`\n',
    'docs/here.md': '## A b\n\n[up](../README.md)\n',
  });
  expect(checkLinks(root)).toBe('');
});

test('a link to a test names a test that is there', () => {
  const root = temporaryTree({
    'README.md': '[it holds](a.test.ts) [it breaks](a.test.ts) [a.test.ts](a.test.ts)\n',
    'a.test.ts': "test('it holds', () => {});\n",
  });
  expect(checkLinks(root)).toBe('  README.md:1 → a.test.ts: no test "it breaks"');
});

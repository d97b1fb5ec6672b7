import { expect, test } from 'vitest';
import { temporaryTree } from '../temporary-tree.ts';
import { checkEnvironment } from './check-environment.ts';
import { checkPages } from './check-pages.ts';

const pages = [{ path: 'docs/a.md', text: () => 'as the code says\n' }];

test('a page as the code says it passes; another or none is named', () => {
  expect(checkPages(temporaryTree({ 'docs/a.md': 'as the code says\n' }), pages)).toBe('');
  expect(checkPages(temporaryTree({ 'docs/a.md': 'as it was\n' }), pages)).toBe(
    '  docs/a.md is not what the code says',
  );
  expect(checkPages(temporaryTree({}), pages)).toBe('  docs/a.md is not what the code says');
});

test('a variable that the server does not read is named once for each document', () => {
  const root = temporaryTree({
    'README.md': 'Set FERNWART_DATA and FERNWART_GONE; FERNWART_GONE is important.',
  });
  expect(checkEnvironment(root)).toBe('  README.md names FERNWART_GONE');
});

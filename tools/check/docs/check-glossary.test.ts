import { expect, test } from 'vitest';
import { temporaryTree } from '../temporary-tree.ts';
import { checkGlossary } from './check-glossary.ts';

const glossary =
  '| word | meaning |\n|---|---|\n| **responsible** (Verantwortlicher) | who works on it. Not: assignee, handler. |\n';

test('a replaced word is named with ours', () => {
  const root = temporaryTree({ 'docs/glossary.md': glossary, 'README.md': 'One\nThe Assignees see it.\n' });
  expect(checkGlossary(root)).toBe(
    '  README.md:2 says "Assignees"; our word is "responsible (Verantwortlicher)"',
  );
});

test('our own words, longer words and source code pass', () => {
  const root = temporaryTree({
    'docs/glossary.md': glossary,
    'README.md': 'The responsible writes an error-handler.\n',
    'apps/server/src/a.ts': 'const handler = 1;\n',
  });
  expect(checkGlossary(root)).toBe('');
});

test('a glossary that replaces nothing is complained of', () => {
  expect(checkGlossary(temporaryTree({ 'docs/glossary.md': '# Words\n' }))).toContain('proves nothing');
});

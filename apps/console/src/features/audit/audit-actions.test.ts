import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { auditActions } from './audit-action-names.ts';

const server = join(import.meta.dirname, '../../../../server/src');
const sources = readdirSync(server, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
  .map((entry) => ({
    inFeature: entry.parentPath.includes('/features/'),
    text: readFileSync(join(entry.parentPath, entry.name), 'utf8'),
  }))
  .filter(({ text }) => text.includes('audit.record('));

/** Codes stand after `action:`; where a feature's file records by a function of its own, words with a dot are codes, too. */
const written = new Set(
  sources.flatMap(({ inFeature, text }) =>
    [
      ...text.matchAll(/\baction: '([a-z_.]+)'/g),
      ...(inFeature ? text.matchAll(/'([a-z_]+\.[a-z_]+)'/g) : []),
    ].map(([, code = '']) => code),
  ),
);

test('every code that the server records has its words', () => {
  expect(written.size).toBeGreaterThan(20);
  const known = new Set<string>(auditActions);
  const unnamed = [...written].filter((code) => !known.has(code.replaceAll('.', '_')));
  expect(unnamed).toEqual([]);
});

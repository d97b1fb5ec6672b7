import { expect, test } from 'vitest';
import { advisoriesIn, unpinned } from './check-dependencies.ts';

const pinned = { integrity: 'sha512-abc', resolved: 'https://registry.example/x.tgz' };

test('complains of what is not pinned, comes from a repository, or runs a program while it is installed', () => {
  expect(
    unpinned({
      packages: {
        '': {},
        'apps/server': {},
        'node_modules/@fernwart/server': { link: true },
        'node_modules/zod': pinned,
        'node_modules/esbuild': { ...pinned, hasInstallScript: true },
        'node_modules/loose': {},
        'node_modules/weak': { integrity: 'sha1-abc' },
        'node_modules/a/node_modules/@scope/from-git': { ...pinned, resolved: 'git+ssh://host/x.git' },
        'node_modules/runs': { ...pinned, hasInstallScript: true },
      },
    }),
  ).toEqual([
    '  loose is not pinned by its content',
    '  weak is not pinned by its content',
    '  @scope/from-git comes from a repository, not from the registry',
    '  runs runs a program while it is installed',
  ]);
});

test('complains of advisories from high severity on', () => {
  const vulnerabilities = {
    bad: { severity: 'critical', via: [{ title: 'Reads any file' }, 'worse'] },
    worse: { severity: 'high', via: [{ title: 'Runs any code' }] },
    mild: { severity: 'moderate', via: [{ title: 'Is slow' }] },
  };
  expect(advisoriesIn(JSON.stringify({ vulnerabilities }))).toEqual([
    '  bad: critical: Reads any file; worse',
    '  worse: high: Runs any code',
  ]);
  expect(advisoriesIn(JSON.stringify({ vulnerabilities: {} }))).toEqual([]);
});

test('takes an answer without advisories for none, not for all is well', () => {
  expect(advisoriesIn('')).toBeNull();
  expect(advisoriesIn('{"message":"405 Method Not Allowed"}')).toBeNull();
});

import { describe, expect, inject, test } from 'vitest';
import { killRuns } from './kill-runs.ts';

// More of it: killed-refresh.slow.test.ts
describe.each([
  { name: 'PGlite', postgres: false, seed: 1 },
  { name: 'PostgreSQL', postgres: true, seed: 2 },
])('a server killed in the middle of a refresh on $name', ({ postgres, seed }) => {
  test('tries the dead token once at most, and says once that it has to be connected again', async () => {
    const found = await killRuns({ server: postgres ? inject('postgresUrl') : null, runs: 5, seed });
    expect(found.wrong).toEqual([]);
    expect(found.endings).toMatchObject({ 'answer: reconnect_needed': expect.any(Number) });
    expect(found.endings).toMatchObject({ 'request: connected': expect.any(Number) });
  }, 240_000);
});

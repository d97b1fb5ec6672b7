import { describe, expect, inject, test } from 'vitest';
import { killRuns } from './kill-runs.ts';

const runs = Number(process.env['FERNWART_KILL_RUNS'] ?? 200);

describe.each([
  { name: 'PGlite', postgres: false, seed: 11, share: Math.floor(runs / 2) },
  { name: 'PostgreSQL', postgres: true, seed: 12, share: Math.ceil(runs / 2) },
])('$share kills in the middle of a refresh on $name', ({ postgres, seed, share }) => {
  test(
    'never lead to a loop, and never to a connection that breaks unsaid',
    async () => {
      const found = await killRuns({ server: postgres ? inject('postgresUrl') : null, runs: share, seed });
      process.stdout.write(`${JSON.stringify(found.endings)}\n`);
      expect(found.wrong).toEqual([]);
    },
    share * 30_000 + 180_000,
  );
});

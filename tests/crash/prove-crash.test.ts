import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { crashRun } from './crash-run.ts';
import { type DeskTemplate, makeTemplate } from './desk-template.ts';

// More of it: npm run prove:crash -- --runs 100
describe.each([
  {
    name: 'PGlite',
    postgres: false,
    plans: [
      { seed: 1, nodes: 1 },
      { seed: 2, nodes: 1 },
    ],
  },
  {
    name: 'PostgreSQL',
    postgres: true,
    plans: [
      { seed: 3, nodes: 1 },
      { seed: 4, nodes: 3 },
    ],
  },
])('days of kills and cuts on $name', ({ postgres, plans }) => {
  let template: DeskTemplate;
  beforeAll(async () => {
    template = await makeTemplate(postgres ? inject('postgresUrl') : null);
  }, 120_000);
  afterAll(() => template.remove());

  test.each(plans)(
    'seed $seed with $nodes node(s) loses nothing and doubles nothing',
    async (plan) => {
      const run = await crashRun({ template, ...plan, steps: 20 });
      expect(run.wrong, `evidence in ${run.evidence}`).toEqual([]);
    },
    300_000,
  );
});

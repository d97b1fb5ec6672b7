import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { crashRun } from './crash-run.ts';
import { type DeskTemplate, makeTemplate } from './desk-template.ts';
import { undisturbedIds } from './undisturbed-ids.ts';

// Ten short days of kills and cuts. Longer ones, and as many as one likes: npm run prove:crash -- --runs 100
const templates = new Map<string, DeskTemplate>();
let ids: ReadonlyMap<string, string>;
beforeAll(async () => {
  templates.set('PGlite', await makeTemplate(null));
  const postgres = await makeTemplate(inject('postgresUrl'));
  templates.set('PostgreSQL', postgres);
  ids = await undisturbedIds(postgres);
}, 120_000);
afterAll(async () => {
  for (const template of templates.values()) await template.remove();
});

// The days of one line are lived side by side: mostly they wait.
test.each([
  { seeds: [1, 2, 3], database: 'PGlite', nodes: 1 },
  { seeds: [4, 5, 6, 7], database: 'PostgreSQL', nodes: 1 },
  { seeds: [8, 9, 10], database: 'PostgreSQL', nodes: 3 },
] as const)(
  'days $seeds on $database with $nodes node(s) lose nothing and double nothing',
  async ({ seeds, database, nodes }) => {
    const template = templates.get(database) ?? expect.fail();
    const days = await Promise.all(seeds.map((seed) => crashRun({ template, ids, seed, nodes, steps: 6 })));
    expect(
      days.flatMap(({ seed, wrong, evidence }) => wrong.map((each) => ({ seed, each, evidence }))),
    ).toEqual([]);
  },
  300_000,
);

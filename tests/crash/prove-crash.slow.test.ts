import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { crashRun } from './crash-run.ts';
import { type DeskTemplate, makeTemplate } from './desk-template.ts';
import { undisturbedIds } from './undisturbed-ids.ts';

let template: DeskTemplate;
let ids: ReadonlyMap<string, string>;
beforeAll(async () => {
  template = await makeTemplate(inject('postgresUrl'));
  ids = await undisturbedIds(template);
}, 120_000);
afterAll(() => template.remove());

test.each(Array.from({ length: 12 }, (_, index) => 100 + index))(
  'seed %i on three nodes',
  async (seed) => {
    const run = await crashRun({ template, ids, seed, nodes: 3, steps: 40 });
    expect(run.wrong, `evidence in ${run.evidence}`).toEqual([]);
  },
  300_000,
);

import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type DeskTemplate, makeTemplate } from '../crash/desk-template.ts';
import { seededDay } from './seeded-day.ts';

let template: DeskTemplate;
beforeAll(async () => {
  template = await makeTemplate(inject('postgresUrl'));
}, 120_000);
afterAll(() => template.remove());

/** Twenty to a day; others than these thousand are asked for by number and first seed. */
const courses = Number(process.env['FERNWART_COURSES'] ?? 1000);
const seed = Number(process.env['FERNWART_SEED'] ?? 1000);
const days = Array.from({ length: Math.ceil(courses / 20) }, (_, index) => seed + index * 20);

test.each(days)(
  'twenty courses from seed %i lose nothing and double nothing',
  async (first) => {
    const day = await seededDay(
      template,
      Array.from({ length: 20 }, (_, index) => first + index),
    );
    expect(day.wrong).toEqual([]);
    process.stdout.write(
      `seed ${first}: ${day.killedAt.length} kills, ${day.strikes} faults, ${day.sessions} sessions\n`,
    );
  },
  // A busy machine takes several times as long as an idle one.
  900_000,
);

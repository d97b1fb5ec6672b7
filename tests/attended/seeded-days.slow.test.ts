import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type DeskTemplate, makeTemplate } from '../crash/desk-template.ts';
import { seededDay } from './seeded-day.ts';

let template: DeskTemplate;
beforeAll(async () => {
  template = await makeTemplate(inject('postgresUrl'));
}, 120_000);
afterAll(() => template.remove());

const days = Array.from({ length: 50 }, (_, index) => 1000 + index * 20);

test.each(days)(
  'twenty courses from seed %i lose nothing and double nothing',
  async (first) => {
    const day = await seededDay(
      template,
      Array.from({ length: 20 }, (_, index) => first + index),
    );
    expect(day.wrong).toEqual([]);
  },
  300_000,
);

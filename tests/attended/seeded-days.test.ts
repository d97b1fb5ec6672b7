import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type DeskTemplate, makeTemplate } from '../crash/desk-template.ts';
import { markedSteps } from './marked-steps.ts';
import { seededDay } from './seeded-day.ts';

let template: DeskTemplate;
beforeAll(async () => {
  template = await makeTemplate(inject('postgresUrl'));
}, 120_000);
afterAll(() => template.remove());

test('twenty courses on a server that is killed at every marked step: each has one session and one record', async () => {
  const day = await seededDay(
    template,
    Array.from({ length: 20 }, (_, index) => index + 1),
  );
  expect(day.wrong).toEqual([]);
  expect(day.killedAt).toEqual(markedSteps.map((step) => step.name));
  expect(day.strikes).toBeGreaterThan(5);
  expect(day.sessions).toBeGreaterThan(10);
}, 300_000);

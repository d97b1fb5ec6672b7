import type { RunDetail } from '@fernwart/contract';
import { expect, test } from 'vitest';
import { stagesOf } from './stages-of.ts';

const log = (...texts: string[]): RunDetail['log'] =>
  texts.map((text, seq) => ({ seq, at: '2026-01-15T08:00:00Z', level: 'info', text }));

test('a run that has not begun stands before its first stage', () => {
  expect(stagesOf({ state: 'queued', log: [] })).toEqual({
    check: 'current',
    drain: 'open',
    install: 'open',
    activate: 'open',
  });
});

test.each([
  ['Stufe 3 von 4: Installieren', 'Stufe 2 von 4: Anhalten'],
  ['Stage 3 of 4: Install', 'Stage 2 of 4: Drain'],
])('the stage that was begun last is the current one: %s', (third, second) => {
  expect(stagesOf({ state: 'running', log: log(second, 'Two runs ended.', third) })).toEqual({
    check: 'done',
    drain: 'done',
    install: 'current',
    activate: 'open',
  });
});

test('a failure stands at the stage where it happened, and nothing after it is done', () => {
  expect(stagesOf({ state: 'failed', log: log('Stage 1 of 4: Check', 'Stage 2 of 4: Drain') })).toMatchObject(
    {
      check: 'done',
      drain: 'failed',
      install: 'open',
    },
  );
});

test('all stages are done when the run has succeeded, whatever the log says', () => {
  expect(Object.values(stagesOf({ state: 'succeeded', log: [] }))).toEqual(['done', 'done', 'done', 'done']);
});

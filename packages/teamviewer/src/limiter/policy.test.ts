import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Priority } from '../core/call.ts';
import type { LimiterState } from './limiter-store.ts';
import { type LimiterRules, refuse, take } from './policy.ts';
import { LICENCE_QUOTAS } from './quota.ts';

const START = Temporal.Instant.from('2026-01-15T12:00:00Z');
const HOUR = Temporal.Duration.from({ hours: 1 });
const rulesOf = (calls: number, reserve = 0.2): LimiterRules => ({ quota: { calls, window: HOUR }, reserve });
const after = (seconds: number) => START.add({ seconds });

/** Asks for `count` calls at one time and gives the state and how many were allowed. */
function takeMany(
  count: number,
  rules: LimiterRules,
  priority: Priority,
  at: Temporal.Instant,
  from?: LimiterState,
) {
  let state = from;
  let allowed = 0;
  for (let call = 0; call < count; call += 1) {
    const taken = take(state, rules, priority, at);
    state = taken.state;
    if (taken.result.allowed) allowed += 1;
  }
  return { state, allowed };
}

test('never lets more calls through in any window than the quota, whoever asks and when', () => {
  const asks = fc.array(
    fc.record({
      wait: fc.integer({ min: 0, max: 900 }),
      priority: fc.constantFrom<Priority>('person', 'background'),
    }),
    { minLength: 1, maxLength: 300 },
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), asks, (calls, list) => {
      let state: LimiterState | undefined;
      let second = 0;
      const sent: number[] = [];
      for (const { wait, priority } of list) {
        second += wait;
        const taken = take(state, rulesOf(calls), priority, after(second));
        // What is stored has to survive a database column.
        state = JSON.parse(JSON.stringify(taken.state)) as LimiterState;
        if (taken.result.allowed) sent.push(second);
      }
      for (const end of sent) {
        expect(sent.filter((at) => at <= end && at > end - 3600).length).toBeLessThanOrEqual(calls);
      }
    }),
    { numRuns: 300 },
  );
});

test('the time it names is right: refused before it, allowed at it', () => {
  const asks = fc.array(fc.integer({ min: 0, max: 600 }), { minLength: 5, maxLength: 80 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), asks, (calls, waits) => {
      let state: LimiterState | undefined;
      let second = 0;
      for (const wait of waits) {
        second += wait;
        const taken = take(state, rulesOf(calls), 'person', after(second));
        state = taken.state;
        if (taken.result.allowed) continue;
        const { until } = taken.result;
        expect(take(state, rulesOf(calls), 'person', until.subtract({ seconds: 1 })).result.allowed).toBe(
          false,
        );
        expect(take(state, rulesOf(calls), 'person', until).result.allowed).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

test('background work leaves the reserve to people', () => {
  const background = takeMany(100, rulesOf(10, 0.3), 'background', START);
  expect(background.allowed).toBe(7);
  expect(takeMany(100, rulesOf(10, 0.3), 'person', START, background.state).allowed).toBe(3);
});

test('background work is not starved by a reserve of everything', () => {
  expect(takeMany(100, rulesOf(10, 1), 'background', START).allowed).toBe(1);
});

test('a time that TeamViewer names holds for everybody', () => {
  const { state, result } = refuse(undefined, rulesOf(10), after(500), START);
  expect(result.toString()).toBe(after(500).toString());
  for (const priority of ['person', 'background'] as const) {
    expect(take(state, rulesOf(10), priority, after(499)).result.allowed).toBe(false);
    expect(take(state, rulesOf(10), priority, after(500)).result.allowed).toBe(true);
  }
});

test('a guessed wait doubles while refusals follow one another, and people wait a minute at most', () => {
  let state: LimiterState | undefined;
  let now = START;
  const waits: number[] = [];
  for (let time = 0; time < 9; time += 1) {
    const refused = refuse(state, rulesOf(1000), undefined, now);
    state = refused.state;
    waits.push(now.until(refused.result).total('seconds'));
    expect(take(state, rulesOf(1000), 'person', now.add({ seconds: 60 })).result.allowed).toBe(true);
    expect(
      take(state, rulesOf(1000), 'background', refused.result.subtract({ seconds: 1 })).result.allowed,
    ).toBe(false);
    now = refused.result;
  }
  expect(waits).toEqual([60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]);
  const muchLater = refuse(state, rulesOf(1000), undefined, now.add({ hours: 3 }));
  expect(muchLater.result.toString()).toBe(now.add({ hours: 3, minutes: 1 }).toString());
});

test('background work takes the count it was refused at for the quota, for one window', () => {
  const used = takeMany(40, rulesOf(100, 0), 'background', START);
  const { state } = refuse(used.state, rulesOf(100, 0), undefined, START);
  const later = START.add({ minutes: 30 });
  expect(takeMany(100, rulesOf(100, 0), 'background', later, state).allowed).toBe(0);
  expect(takeMany(100, rulesOf(100, 0), 'person', later, state).allowed).toBe(60);
  const nextWindow = START.add({ hours: 2 });
  expect(takeMany(200, rulesOf(100, 0), 'background', nextWindow, state).allowed).toBe(100);
});

test('one early refusal does not stop background work for a window', () => {
  const { state } = refuse(undefined, rulesOf(100, 0), undefined, START);
  expect(takeMany(100, rulesOf(100, 0), 'background', START.add({ minutes: 2 }), state).allowed).toBe(10);
});

test('a node whose clock runs behind counts all the same', () => {
  const ahead = takeMany(5, rulesOf(10), 'person', after(300));
  const behind = takeMany(10, rulesOf(10), 'person', START, ahead.state);
  expect(behind.allowed).toBe(5);
  expect(behind.state?.cells).toEqual(ahead.state?.cells.map((cell) => ({ ...cell, calls: 10 })));
});

test('the state of a day stays small', () => {
  const rules = { quota: LICENCE_QUOTAS.corporate, reserve: 0.2 };
  let state: LimiterState | undefined;
  for (let minute = 0; minute < 3 * 24 * 60; minute += 1) {
    state = take(state, rules, 'background', START.add({ minutes: minute })).state;
  }
  expect(state?.cells.length).toBeLessThanOrEqual(50);
});

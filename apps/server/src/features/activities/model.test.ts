import { type ActivityState, activityStates, type Transition, transitions } from '@fernwart/contract';
import { describe, expect, test } from 'vitest';
import { activityNumber, applyMove, type Move, offeredTransitions, type Situation } from './model.ts';

const at = Temporal.Instant.from('2026-01-15T08:00:00Z');
const situation = (state: ActivityState, more: Partial<Situation> = {}): Situation => ({
  state,
  responsibleId: null,
  teamId: 'first level',
  solution: null,
  closedAt: null,
  ...more,
});
const move = (transition: Transition, more: Partial<Move> = {}): Move => ({
  transition,
  actorId: 'anna',
  at,
  note: null,
  to: transition === 'forward' ? { personId: 'ben' } : null,
  ...more,
});

// Design §10, written out: the state that each transition leads to, and nothing where it does not start.
const table: Record<Transition, Partial<Record<ActivityState, ActivityState>>> = {
  accept: { 200: 201 },
  take_over: { 200: 202, 201: 202, 203: 202 },
  hold: { 201: 203, 202: 203 },
  solve: { 201: 220, 202: 220, 203: 220 },
  close: { 200: 204, 201: 204, 202: 204, 203: 204, 220: 204 },
  reopen: { 220: 202, 204: 202 },
  forward: { 200: 201, 201: 201, 202: 202, 203: 203 },
};
const pairs = transitions.flatMap((transition) =>
  Object.values(activityStates).map((state) => ({ transition, state, to: table[transition][state] ?? null })),
);

describe('transitions', () => {
  test.each(pairs)('$transition from $state leads to $to', ({ transition, state, to }) => {
    expect(applyMove(situation(state), move(transition))?.state ?? null).toBe(to);
  });

  test('are offered exactly where they start', () => {
    for (const state of Object.values(activityStates))
      expect(offeredTransitions(state)).toEqual(
        transitions.filter((transition) => table[transition][state] !== undefined),
      );
  });

  test('make the one who accepts or takes over responsible, nobody else', () => {
    expect(applyMove(situation(200), move('accept'))?.responsibleId).toBe('anna');
    expect(applyMove(situation(203, { responsibleId: 'ben' }), move('take_over'))?.responsibleId).toBe(
      'anna',
    );
    for (const transition of ['hold', 'solve', 'close'] as const)
      expect(applyMove(situation(201, { responsibleId: 'ben' }), move(transition))?.responsibleId).toBe(
        'ben',
      );
  });

  test('forwarding to a team starts anew there, without a responsible', () => {
    const forwarded = applyMove(
      situation(203, { responsibleId: 'ben' }),
      move('forward', { to: { teamId: 'network' } }),
    );
    expect(forwarded).toMatchObject({ state: 200, responsibleId: null, teamId: 'network' });
  });

  test('forwarding to a person keeps the team', () => {
    expect(applyMove(situation(202), move('forward'))).toMatchObject({
      responsibleId: 'ben',
      teamId: 'first level',
    });
  });

  test('forwarding to nobody is no transition', () => {
    expect(applyMove(situation(200), move('forward', { to: null }))).toBeNull();
  });

  test('solving and closing keep what was done; closing keeps when', () => {
    expect(applyMove(situation(202), move('solve', { note: 'Cable' }))?.solution).toBe('Cable');
    expect(applyMove(situation(220, { solution: 'Cable' }), move('close'))).toMatchObject({
      solution: 'Cable',
      closedAt: at,
    });
  });

  test('reopening takes solution and closing back and leaves somebody responsible', () => {
    const closed = situation(204, { solution: 'Cable', closedAt: at });
    expect(applyMove(closed, move('reopen'))).toMatchObject({
      solution: null,
      closedAt: null,
      responsibleId: 'anna',
    });
    expect(applyMove({ ...closed, responsibleId: 'ben' }, move('reopen'))?.responsibleId).toBe('ben');
  });
});

test('numbers tell the kind and have five digits or more', () => {
  expect(activityNumber('incident', 42)).toBe('INC00042');
  expect(activityNumber('service_request', 7)).toBe('SRQ00007');
  expect(activityNumber('ticket', 123_456)).toBe('TCK123456');
});

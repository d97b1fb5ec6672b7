import { array, boolean, constantFrom, assert as holds, integer, property, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  chooseAdopted,
  codeGroups,
  endReasonOf,
  nextCreationStep,
  ownGroup,
  ownKey,
  refuseCreation,
  sessionIdOf,
  surplusOf,
} from './model.ts';
import { pollInterval, seenLive } from './poll-model.ts';
import { spell } from './spelling.ts';

const at = (seconds: number) => Temporal.Instant.from('2026-11-02T08:00:00Z').add({ seconds });

describe('who may create a session', () => {
  const activity = { state: 202, responsibleId: 'kim' } as const;
  test.each([
    ['the responsible, with no code', activity, 'kim', [], false, null],
    ['nobody else', activity, 'alex', [], false, 'not_responsible'],
    ['nobody in a new activity', { ...activity, state: 200 as const }, 'kim', [], false, 'wrong_state'],
    [
      'nobody while one is being created',
      activity,
      'kim',
      [{ state: 'creating' as const }],
      false,
      'code_exists',
    ],
    ['nobody while one is open', activity, 'kim', [{ state: 'open' as const }], false, 'code_exists'],
    ['again, once it has ended', activity, 'kim', [{ state: 'ended' as const }], false, null],
    ['not again, once per activity', activity, 'kim', [{ state: 'ended' as const }], true, 'code_exists'],
    ['again after a failure, once per activity', activity, 'kim', [{ state: 'failed' as const }], true, null],
  ])('%s', (_, subject, viewer, sessions, once, refusal) => {
    expect(refuseCreation(subject, viewer, sessions, once)).toBe(refusal);
  });
});

describe('the steps of a creation', () => {
  const posted = { postAttempts: 1, postDeadlineAt: at(30), lookedAt: null };

  test('a POST that was never announced may be sent', () => {
    expect(nextCreationStep({ postAttempts: 0, postDeadlineAt: null, lookedAt: null }, at(0))).toEqual({
      kind: 'post',
    });
  });

  test('its deadline and ten seconds are waited out, then there are two looks half a minute apart', () => {
    expect(nextCreationStep(posted, at(10))).toEqual({ kind: 'wait', until: at(40) });
    expect(nextCreationStep(posted, at(40))).toEqual({ kind: 'look', last: false });
    expect(nextCreationStep({ ...posted, lookedAt: at(41) }, at(60))).toEqual({
      kind: 'wait',
      until: at(71),
    });
    expect(nextCreationStep({ ...posted, lookedAt: at(41) }, at(71))).toEqual({ kind: 'look', last: true });
  });

  test('no state in which a POST may have been sent ever answers "post"', () => {
    const creation = record({
      attempts: integer({ min: 1, max: 3 }),
      looked: boolean(),
      now: integer({ min: 0, max: 9000 }),
    });
    holds(
      property(creation, ({ attempts, looked, now }) => {
        const step = nextCreationStep(
          { postAttempts: attempts, postDeadlineAt: at(30), lookedAt: looked ? at(45) : null },
          at(now),
        );
        expect(step.kind).not.toBe('post');
      }),
    );
  });
});

describe('our key', () => {
  test('is found again, and nothing else is taken for one', () => {
    expect(sessionIdOf(ownKey('AbCdEfGhIjKlMnOp'))).toBe('AbCdEfGhIjKlMnOp');
    for (const foreign of [undefined, '', 'm42:INC-4711', 'fernwart:', "fernwart:x'; drop table"])
      expect(sessionIdOf(foreign)).toBeNull();
  });

  const listed = (code: string, state: 'open' | 'closed' = 'open', seconds = 0) =>
    ({ code, state, customApi: ownKey('session-0001'), createdAt: at(seconds) }) as const;

  test('of several sessions with it the oldest open one is adopted', () => {
    expect(
      chooseAdopted([listed('s3', 'open', 9), listed('s1', 'closed'), listed('s2', 'open', 5)])?.code,
    ).toBe('s2');
    expect(chooseAdopted([])).toBeNull();
  });

  test('marks as surplus what is there beyond the recorded one, and nothing while it is being created', () => {
    const all = [
      listed('s1'),
      listed('s2'),
      listed('s3', 'closed'),
      { code: 's4', state: 'open' as const, customApi: 'other' },
    ];
    const codes = (state: 'creating' | 'open' | 'ended' | 'failed', code: string | null) =>
      surplusOf(all, [{ id: 'session-0001', state, code }]).map((one) => one.session.code);
    expect(codes('open', 's1')).toEqual(['s2', 's3']);
    expect(codes('ended', 's1')).toEqual(['s2', 's3']);
    expect(codes('creating', null)).toEqual([]);
    expect(codes('failed', null)).toEqual(['s1', 's2', 's3']);
    expect(surplusOf(all, [])).toEqual([]);
  });
});

describe('the group', () => {
  test('is the own one with the lowest number, not the first by spelling', () => {
    expect(ownGroup([{ id: 'g900' }, { id: 'g1000' }, { id: 'g27203254' }])).toBe('g900');
  });
  test('is never one that somebody else shares, unless there is no other that may be written to', () => {
    const shared = { id: 'g1', permissions: 'readwrite', ownerUserId: 'u2' };
    expect(ownGroup([shared, { id: 'g5', permissions: 'owned', ownerUserId: 'u1' }])).toBe('g5');
    expect(ownGroup([shared])).toBe('g1');
    expect(ownGroup([{ id: 'g2', permissions: 'read', ownerUserId: 'u2' }])).toBeNull();
    expect(ownGroup([])).toBeNull();
  });
});

test('closing ends a session always, solving where it is set', () => {
  expect(endReasonOf(204, false)).toBe('closed');
  expect(endReasonOf(220, false)).toBeNull();
  expect(endReasonOf(220, true)).toBe('solved');
  expect(endReasonOf(202, true)).toBeNull();
});

test('a code is grouped and spelled letter by letter', () => {
  expect(codeGroups('s12-345-678')).toEqual(['s12', '345', '678']);
  expect(spell('s12-3', 'de')).toEqual(['Salzwedel', 'eins', 'zwo', 'drei']);
  expect(spell('s12-3', 'en')).toEqual(['Sierra', 'one', 'two', 'three']);
});

describe('the shared poll', () => {
  const day = 86_400;

  test('asks every ten seconds while somebody watches, every sixty otherwise', () => {
    const poll = { used: 0, allowed: 5760, windowSeconds: day, pages: 1 };
    expect(pollInterval({ ...poll, watched: true }).seconds).toBe(10);
    expect(pollInterval({ ...poll, watched: false }).seconds).toBe(60);
  });

  test('never uses up its budget, however long somebody watches and however many pages it takes', () => {
    const windows = record({
      window: constantFrom({ allowed: 240, seconds: 3600 }, { allowed: 5760, seconds: day }),
      more: integer({ min: 1, max: 5 }),
      pages: integer({ min: 1, max: 6 }),
    });
    holds(
      property(windows, ({ window, more, pages }) => {
        const allowed = window.allowed * more;
        let used = 0;
        for (let now = 0; now < window.seconds; ) {
          used += pages;
          now += pollInterval({
            watched: true,
            used,
            allowed,
            windowSeconds: window.seconds,
            pages,
          }).total('seconds');
        }
        expect(used).toBeLessThanOrEqual(allowed);
      }),
      { numRuns: 30 },
    );
  });

  test('stays quick for most of a working day, whoever watches', () => {
    let used = 0;
    for (let now = 0; now < 7 * 3600; now += 10) {
      used += 1;
      const { seconds } = pollInterval({ watched: true, used, allowed: 5760, windowSeconds: day, pages: 1 });
      expect(seconds).toBe(10);
    }
  });

  test('tells who came online, and what the list does not have', () => {
    const rows = [
      { id: 'a', code: 's1', online: false },
      { id: 'b', code: 's2', online: true },
      { id: 'c', code: 's3', online: true },
    ];
    const seen = seenLive(rows, [
      { code: 's1', state: 'open', online: true },
      { code: 's2', state: 'open', online: true },
    ]);
    expect(seen.seen).toEqual([
      { id: 'a', online: true },
      { id: 'b', online: true },
    ]);
    expect(seen.changed.map((row) => row.id)).toEqual(['a']);
    expect(seen.vanished.map((row) => row.id)).toEqual(['c']);
  });

  test('accounts for every open session exactly once', () => {
    const codes = array(constantFrom('s1', 's2', 's3', 's4'), { maxLength: 4 });
    holds(
      property(codes, codes, (mine, theirs) => {
        const rows = [...new Set(mine)].map((code) => ({ id: code, code, online: false }));
        const { seen, vanished } = seenLive(
          rows,
          theirs.map((code) => ({ code, state: 'open' as const })),
        );
        expect([...seen.map((one) => one.id), ...vanished.map((row) => row.id)].sort()).toEqual(
          rows.map((row) => row.id).sort(),
        );
      }),
    );
  });
});

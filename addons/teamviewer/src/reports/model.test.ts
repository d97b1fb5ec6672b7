import { array, constantFrom, assert as holds, integer, property, record, tuple } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Span, seconds, totalSeconds } from './intervals.ts';
import { matchReports } from './match.ts';
import { type Asking, entryDigest, judge, lateFor, nextAskAt, windowOf } from './model.ts';
import { callsFor, planQuestions, type Wanted } from './plan.ts';

const start = Temporal.Instant.from('2026-11-02T08:00:00Z');
const at = (minutes: number) => start.add({ minutes });

describe('total time', () => {
  const span = (from: number, to: number): Span => ({
    startedAt: start.add({ seconds: from }),
    endedAt: start.add({ seconds: to }),
  });
  const spans = array(tuple(integer({ min: 0, max: 500 }), integer({ min: 0, max: 500 })), {
    minLength: 1,
    maxLength: 12,
  });

  test('counts every second in which at least one connection was there, once', () => {
    holds(
      property(spans, (pairs) => {
        const valid = pairs.map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
        const covered = new Set(
          valid.flatMap(([a, b]) => Array.from({ length: b - a }, (_, index) => a + index)),
        );
        expect(totalSeconds(valid.map(([a, b]) => span(a, b)))).toBe(covered.size);
      }),
    );
  });

  test('does not depend on the order', () => {
    holds(
      property(spans, (pairs) => {
        const all = pairs.map(([a, b]) => span(Math.min(a, b), Math.max(a, b)));
        expect(totalSeconds(all.toReversed())).toBe(totalSeconds(all));
      }),
    );
  });

  test('is unknown where no connection has both ends, and leaves out what has not', () => {
    expect(totalSeconds([{ startedAt: start, endedAt: null }])).toBeNull();
    expect(totalSeconds([span(0, 60), { startedAt: null, endedAt: start }])).toBe(60);
    expect(totalSeconds([])).toBeNull();
  });

  test('is real time across midnight and both daylight-saving nights', () => {
    const berlin = (local: string) => Temporal.ZonedDateTime.from(`${local}[Europe/Berlin]`).toInstant();
    const night = (day: string, next: string) =>
      seconds({ startedAt: berlin(`${day}T23:30`), endedAt: berlin(`${next}T04:00`) });
    expect(night('2026-06-01', '2026-06-02')).toBe(4.5 * 3600);
    expect(night('2026-03-28', '2026-03-29')).toBe(3.5 * 3600);
    expect(night('2026-10-24', '2026-10-25')).toBe(5.5 * 3600);
  });

  describe.each([
    ['Europe/Berlin', '2026-03-29'],
    ['Europe/Berlin', '2026-10-25'],
    ['Africa/Cairo', '2026-04-24'],
    ['Africa/Cairo', '2026-10-30'],
    ['America/Havana', '2026-03-08'],
    ['America/Havana', '2026-11-01'],
    ['Europe/Berlin', '2026-06-02'],
  ])('around midnight in %s on %s', (zone, day) => {
    const midnight = Temporal.PlainDate.from(day).toZonedDateTime(zone);
    const near = integer({ min: -2880, max: 2880 }).map((minutes) => midnight.add({ minutes }));
    const nearby = tuple(near, near).map((ends) => ends.toSorted(Temporal.ZonedDateTime.compare));
    const spanOf = ([from, to]: readonly Temporal.ZonedDateTime[]): Span => ({
      startedAt: from?.toInstant() ?? null,
      endedAt: to?.toInstant() ?? null,
    });
    const midnights = [-2, -1, 0, 1, 2, 3].map((days) => midnight.add({ days }).startOfDay().toInstant());

    /** The pieces of a span that lie on one local day each. */
    function byDays({ startedAt, endedAt }: Span): Span[] {
      if (startedAt === null || endedAt === null) return [];
      const inside = midnights.filter(
        (at) => Temporal.Instant.compare(at, startedAt) > 0 && Temporal.Instant.compare(at, endedAt) < 0,
      );
      const ends = [startedAt, ...inside, endedAt];
      return ends.slice(1).map((to, index) => ({ startedAt: ends[index] ?? to, endedAt: to }));
    }

    test('is what the clock on the wall shows, less what it was put forward', () => {
      holds(
        property(nearby, (ends) => {
          const [from, to] = ends;
          if (from === undefined || to === undefined) return;
          const shown = from.toPlainDateTime().until(to.toPlainDateTime()).total('seconds');
          const putForward = (to.offsetNanoseconds - from.offsetNanoseconds) / 1e9;
          expect(seconds(spanOf(ends))).toBe(shown - putForward);
        }),
      );
    });

    test('is the same when every connection is cut at every midnight', () => {
      holds(
        property(array(nearby, { minLength: 1, maxLength: 6 }), (all) => {
          const whole = all.map(spanOf);
          expect(totalSeconds(whole.flatMap(byDays))).toBe(totalSeconds(whole));
          for (const one of whole)
            expect(byDays(one).reduce((sum, piece) => sum + (seconds(piece) ?? 0), 0)).toBe(seconds(one));
        }),
      );
    });
  });

  test('of one connection is unknown when it ends before it begins', () => {
    expect(seconds(span(60, 0))).toBeNull();
  });
});

describe('matching', () => {
  const session = { id: 'session-0001', code: 's12-345-678', requestedAt: start };
  const report = (change: object) =>
    ({ id: 'r1', kind: 'unknown', billing: 'unknown', startedAt: at(5), ...change }) as unknown as Parameters<
      typeof matchReports
    >[0][number];

  test('goes by session code, with or without dashes', () => {
    for (const sessionCode of ['s12-345-678', 'S12345678']) {
      expect(matchReports([report({ sessionCode })], [session])).toMatchObject([
        { sessionId: 'session-0001', by: 'code' },
      ]);
    }
  });

  test('goes by our key where there is no code', () => {
    expect(matchReports([report({ customApi: 'fernwart:session-0001' })], [session])).toMatchObject([
      { by: 'key' },
    ]);
  });

  test('leaves what is not ours alone', () => {
    expect(
      matchReports(
        [report({}), report({ sessionCode: 's99-999-999' }), report({ customApi: 'fernwart:session-0002' })],
        [session],
      ),
    ).toEqual([]);
  });

  test('does not take a connection from before the session for its own: codes come round again', () => {
    expect(matchReports([report({ sessionCode: 's12-345-678', startedAt: at(-120) })], [session])).toEqual(
      [],
    );
    const older = { id: 'session-0000', code: 's12-345-678', requestedAt: at(-24 * 60) };
    expect(
      matchReports([report({ sessionCode: 's12-345-678', startedAt: at(-120) })], [session, older]),
    ).toMatchObject([{ sessionId: 'session-0000' }]);
    expect(matchReports([report({ sessionCode: 's12-345-678' })], [older, session])).toMatchObject([
      { sessionId: 'session-0001' },
    ]);
  });
});

describe('the questions', () => {
  const wanted = (id: number, fromMinutes: number, lasts = 60): Wanted => ({
    id: String(id),
    code: `s${id}`,
    from: at(fromMinutes),
    to: at(fromMinutes + lasts),
  });

  test('ask for a lone session by its code, and for many in one window', () => {
    expect(planQuestions([wanted(1, 0)], 500)).toMatchObject([{ kind: 'code', code: 's1' }]);
    expect(planQuestions([wanted(1, 0), wanted(2, 10), wanted(3, 20)], 500)).toMatchObject([
      { kind: 'window', ids: ['1', '2', '3'] },
    ]);
  });

  test('five thousand sessions of one day cost as many calls as their reports have pages', () => {
    const all = Array.from({ length: 5000 }, (_, index) => wanted(index, index % 1380));
    const plan = planQuestions(all, 5000);
    expect(plan.reduce((sum, question) => sum + callsFor(question, 5000), 0)).toBeLessThanOrEqual(6);
  });

  test('two sessions far apart are not spanned by a window that costs more', () => {
    expect(planQuestions([wanted(1, 0), wanted(2, 60 * 24 * 30)], 5000)).toMatchObject([
      { kind: 'code' },
      { kind: 'code' },
    ]);
  });

  const sessions = array(
    record({ from: integer({ min: 0, max: 20_000 }), lasts: integer({ min: 1, max: 3000 }) }),
    { minLength: 1, maxLength: 40 },
  );

  test('cover every session once, and never cost more than asking for each by its code or for all in one window', () => {
    holds(
      property(sessions, integer({ min: 0, max: 20_000 }), (all, perDay) => {
        const list = all.map((one, index) => wanted(index, one.from, one.lasts));
        const plan = planQuestions(list, perDay);
        const cost = plan.reduce((sum, question) => sum + callsFor(question, perDay), 0);
        const from = list.reduce(
          (a, b) => (Temporal.Instant.compare(a, b.from) <= 0 ? a : b.from),
          list[0]?.from ?? start,
        );
        const to = list.reduce(
          (a, b) => (Temporal.Instant.compare(a, b.to) >= 0 ? a : b.to),
          list[0]?.to ?? start,
        );
        expect(plan.flatMap((question) => question.ids).sort()).toEqual(list.map((one) => one.id).sort());
        expect(cost).toBeLessThanOrEqual(list.length);
        expect(cost).toBeLessThanOrEqual(callsFor({ kind: 'window', from, to, ids: [] }, perDay));
      }),
    );
  });

  test('a window holds every session that it speaks for', () => {
    holds(
      property(sessions, (all) => {
        const list = all.map((one, index) => wanted(index, one.from, one.lasts));
        for (const question of planQuestions(list, 3000)) {
          if (question.kind !== 'window') continue;
          for (const one of list.filter((each) => question.ids.includes(each.id))) {
            expect(Temporal.Instant.compare(question.from, one.from)).toBeLessThanOrEqual(0);
            expect(Temporal.Instant.compare(question.to, one.to)).toBeGreaterThanOrEqual(0);
          }
        }
      }),
    );
  });
});

describe('the verdict', () => {
  const asking: Asking = { record: 'asking', dueAt: at(0), graceUntil: at(10), everOnline: false };
  const complete = { kind: 'complete' } as const;
  const trouble = (code: 'try_later' | 'missing_right') => ({ kind: 'trouble', trouble: { code } }) as const;

  test.each([
    ['reports are written, at once', asking, complete, 1, 0, { record: 'written' }],
    [
      'reports are written also where part of the query failed',
      asking,
      trouble('try_later'),
      1,
      0,
      { record: 'written' },
    ],
    ['nothing is said before the grace time is over', asking, complete, 0, 9, { record: null }],
    [
      '"no session" after it, with a complete query and nobody seen',
      asking,
      complete,
      0,
      10,
      { record: 'nothing' },
    ],
    [
      'never where the customer was seen online',
      { ...asking, everOnline: true },
      complete,
      0,
      10,
      { record: 'undetermined', reason: 'was_online', trouble: null },
    ],
    [
      'a refused query decides nothing else than that it was refused',
      asking,
      trouble('missing_right'),
      0,
      10,
      { record: 'undetermined', reason: 'refused', trouble: { code: 'missing_right' } },
    ],
    ['trouble that passes is waited out', asking, trouble('try_later'), 0, 300, { record: null }],
    [
      'but not for ever',
      asking,
      trouble('try_later'),
      0,
      361,
      { record: 'undetermined', reason: 'unreachable', trouble: { code: 'try_later' } },
    ],
    [
      'what is written stays, when a later query brings nothing',
      { ...asking, record: 'written' as const },
      complete,
      0,
      60,
      { record: null },
    ],
    [
      'an undetermined record is settled by a complete query',
      { ...asking, record: 'undetermined' as const },
      complete,
      0,
      60,
      { record: 'nothing' },
    ],
    [
      'and stays undetermined while there is trouble',
      { ...asking, record: 'undetermined' as const },
      trouble('missing_right'),
      0,
      60,
      { record: null },
    ],
  ] as const)('%s', (_, state, asked, reports, minutes, verdict) => {
    expect(judge(state, asked, reports, at(minutes))).toEqual(verdict);
  });

  test('is never "no session" before the grace time, after trouble, or when the customer was seen', () => {
    const cases = record({
      minutes: integer({ min: 0, max: 20_000 }),
      grace: integer({ min: 0, max: 1440 }),
      online: constantFrom(true, false),
      asked: constantFrom(complete, trouble('try_later'), trouble('missing_right')),
      before: constantFrom(
        'due' as const,
        'asking' as const,
        'nothing' as const,
        'undetermined' as const,
        'written' as const,
      ),
    });
    holds(
      property(cases, ({ minutes, grace, online, asked, before }) => {
        const state: Asking = { record: before, dueAt: at(0), graceUntil: at(grace), everOnline: online };
        const { record: verdict } = judge(state, asked, 0, at(minutes));
        if (verdict === 'nothing')
          expect(minutes >= grace && !online && asked.kind === 'complete' && before !== 'written').toBe(true);
      }),
    );
  });
});

describe('asking again', () => {
  const asking: Asking = { record: 'asking', dueAt: at(0), graceUntil: at(10), everOnline: false };

  test('happens at growing intervals, at the end of the grace time, and no more after seven days', () => {
    const instants: Temporal.Instant[] = [];
    for (let now: Temporal.Instant | null = at(0); now !== null; ) {
      now = nextAskAt({ ...asking, graceUntil: at(7) }, 'asking', now);
      if (now !== null) instants.push(now);
    }
    expect(instants.slice(0, 5)).toEqual([at(1), at(3), at(6), at(7), at(10)]);
    const last = instants.at(-1) ?? expect.fail();
    expect(Temporal.Instant.compare(last, at(0).add(lateFor))).toBe(0);
  });

  test('is rarer once something is written', () => {
    expect(nextAskAt(asking, 'written', at(0))).toEqual(at(60));
    expect(nextAskAt(asking, 'nothing', at(60))).toEqual(at(360));
    expect(nextAskAt(asking, 'written', at(60 * 24 * 7))).toBeNull();
  });

  test('always lies ahead', () => {
    holds(
      property(
        integer({ min: 0, max: 20_000 }),
        constantFrom('asking' as const, 'written' as const),
        (minutes, state) => {
          const next = nextAskAt(asking, state, at(minutes));
          if (next !== null) expect(Temporal.Instant.compare(next, at(minutes))).toBe(1);
        },
      ),
    );
  });
});

test('the window of a session reaches from before the click until a day after its end, never past now', () => {
  const session = { requestedAt: at(0), endedAt: at(60) };
  expect(windowOf(session, at(61))).toEqual({ from: at(-10), to: at(62) });
  expect(windowOf(session, at(60 * 48))).toEqual({ from: at(-10), to: at(60 + 24 * 60 + 1) });
});

test('an entry is told by what it says, not by the order of its reports', () => {
  const [a, b] = [
    { id: 'a', digest: '1' },
    { id: 'b', digest: '2' },
  ];
  expect(entryDigest('written', [a, b])).toBe(entryDigest('written', [b, a]));
  expect(entryDigest('written', [a])).not.toBe(entryDigest('written', [a, b]));
  expect(entryDigest('written', [{ ...a, digest: '9' }])).not.toBe(entryDigest('written', [a]));
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReportBlock } from './generated-reports.ts';
import type { Report } from './model.ts';
import { fitsFilter } from './report-filter.ts';
import { createReportStore, type ReportQuery, type ReportStore } from './report-store.ts';

const now = 2_000_000_000_000;
const block: Omit<ReportBlock, 'number'> = {
  seed: 7,
  companyId: 1,
  count: 400,
  from: now - 40_000_000,
  to: now,
  users: [
    { id: 'u1', name: 'A' },
    { id: 'u2', name: 'B' },
  ],
  devices: [
    { teamviewerId: 123_456_789, name: 'NB', groupId: 'g1', groupName: 'G' },
    { teamviewerId: 987_654_321, name: 'PC', groupId: 'g2', groupName: 'H' },
  ],
};

const everything: ReportQuery = {
  companyId: 1,
  now,
  from: Number.NEGATIVE_INFINITY,
  to: Number.POSITIVE_INFINITY,
  byEnd: false,
  code: undefined,
  filter: null,
  after: undefined,
  limit: Number.POSITIVE_INFINITY,
};

function record(id: string, end: number): Report {
  return {
    id,
    companyId: 1,
    userId: 'u1',
    username: 'A',
    deviceId: '1',
    deviceName: '',
    groupId: '',
    groupName: '',
    type: 1,
    start: end - 60_000,
    end,
    fee: 0,
    currency: 'None',
    billing: 'Bill',
    notes: '',
    session: null,
    feedback: null,
    visibleAt: 0,
  };
}

/** Walks page by page, checking the count of what is left at every step. */
function walk(store: ReportStore, query: ReportQuery): Report[] {
  const all: Report[] = [];
  let after: Report | undefined;
  for (;;) {
    const page = store.query({ ...query, after });
    all.push(...page.reports);
    after = page.reports.at(-1);
    if (page.remaining === 0) return all;
    expect(store.query({ ...query, after, limit: Number.POSITIVE_INFINITY }).reports).toHaveLength(
      page.remaining,
    );
  }
}

test('pages of any size are complete, in order and free of doubles, whatever was filtered, added or removed', () => {
  const ends = fc.integer({ min: now - 45_000_000, max: now });
  fc.assert(
    fc.property(
      fc.record({
        limit: fc.integer({ min: 1, max: 90 }),
        from: fc.option(ends, { nil: Number.NEGATIVE_INFINITY }),
        to: fc.option(ends, { nil: Number.POSITIVE_INFINITY }),
        byEnd: fc.boolean(),
        filter: fc.option(
          fc.record({
            user: fc.constantFrom(null, ({ id }: { id: string }) => id === 'u2'),
            device: fc.constantFrom(null, ({ groupId }: { groupId: string }) => groupId === 'g2'),
            coded: fc.constantFrom(null, true, false),
            type: fc.constantFrom(null, 1, 2, 3),
          }),
        ),
        added: fc.array(ends, { maxLength: 30 }),
        removed: fc.array(fc.integer({ min: 0, max: 399 }), { maxLength: 30 }),
      }),
      ({ limit, from, to, byEnd, filter, added, removed }) => {
        const store = createReportStore();
        store.addBlock(block);
        const made = store.query(everything).reports;
        expect(made).toHaveLength(block.count);
        for (const index of removed) store.remove(made[index]?.id ?? '');
        for (const [index, end] of added.entries()) store.add(record(`r${index}`, end));

        const expected = store
          .query(everything)
          .reports.filter((report) => report.start >= from && (byEnd ? report.end : report.start) < to)
          .filter((report) => filter === null || fitsFilter(filter, report));
        const walked = walk(store, { ...everything, from, to, byEnd, filter, limit });
        expect(walked.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
        expect(walked.map(({ end }) => end)).toEqual(walked.map(({ end }) => end).toSorted((a, b) => b - a));
      },
    ),
    { numRuns: 60 },
  );
});

test('a made-up report is found by id and by code, and becomes a record when it is changed', () => {
  const store = createReportStore();
  store.addBlock(block);
  const coded = store.query(everything).reports.find((report) => report.session !== null);
  if (!coded?.session) throw new Error('no report with a code');
  expect(store.query({ ...everything, code: coded.session.code }).reports.map(({ id }) => id)).toEqual([
    coded.id,
  ]);
  const own = store.editable(coded.id, now);
  if (!own) throw new Error('not editable');
  own.notes = 'changed';
  expect(store.get(coded.id, now)?.notes).toBe('changed');
  expect(store.query(everything).reports).toHaveLength(block.count);
  const again = createReportStore(JSON.parse(JSON.stringify(store.save())));
  expect(again.get(coded.id, now)?.notes).toBe('changed');
  expect(again.size()).toBe(block.count);
});

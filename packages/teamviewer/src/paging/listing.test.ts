import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isTeamViewerError, TeamViewerError } from '../errors.ts';
import { failureOf } from '../testing/client.ts';
import { createListing, type FetchedPage, type Listing } from './listing.ts';

type Answering = (
  right: FetchedPage<string>,
  cursor: string | undefined,
  all: FetchedPage<string>[],
) => FetchedPage<string>;

/** What a server of this kind tells besides its records. */
interface Style {
  readonly remaining: boolean;
  readonly own: boolean;
}

/** A server with `total` records in pages, whose right answers `answering` may replace. */
function serverOf(total: number, size: number, style: Style, answering: Answering = (right) => right) {
  const asked: (string | undefined)[] = [];
  const pages: FetchedPage<string>[] = [];
  for (let from = 0; from === 0 || from < total; from += size) {
    const to = Math.min(from + size, total);
    pages.push({
      records: Array.from({ length: to - from }, (_, index) => `r${from + index}`),
      ...(to < total ? { next: `c${to}` } : {}),
      ...(style.remaining && to < total ? { remaining: total - to } : {}),
      ...(style.own ? { own: from === 0 ? 'start' : `c${from}` } : {}),
    });
  }
  const listing = createListing<string>({
    fn: 'GET /test',
    identify: (record) => record,
    async fetch(cursor) {
      asked.push(cursor);
      const right = pages[cursor === undefined ? 0 : Number(cursor.slice(1)) / size];
      if (right === undefined) throw new Error(`unknown cursor ${cursor}`);
      return answering(right, cursor, pages);
    },
  });
  return { listing, asked, everything: pages.flatMap((page) => page.records) };
}

const styles: Style[] = [
  { remaining: true, own: false },
  { remaining: false, own: true },
  { remaining: false, own: false },
];

test('walks every page once when nothing goes wrong', async () => {
  for (const style of styles) {
    const { listing, asked, everything } = serverOf(10, 4, style);
    expect(await listing.all()).toEqual(everything);
    expect(asked).toEqual([undefined, 'c4', 'c8']);
  }
});

test('an empty list is one question', async () => {
  const { listing, asked } = serverOf(0, 4, styles[0]!);
  expect(await listing.all()).toEqual([]);
  expect(asked).toHaveLength(1);
});

test('goes on from a stored cursor', async () => {
  const { listing } = serverOf(10, 4, styles[1]!);
  const pages = await Array.fromAsync(listing.pages('c4'));
  expect(pages.map(({ cursor, next }) => [cursor, next])).toEqual([
    ['c4', 'c8'],
    ['c8', undefined],
  ]);
});

/** Faults that come at most twice for one cursor: what a restless server does, not what a broken one does. */
const faults = fc.array(
  fc.record({ ask: fc.nat(30), kind: fc.constantFrom('earlier', 'shuffled', 'doubled', 'fails') }),
  {
    maxLength: 12,
  },
);

/** Plays faults by the number of the question; never more than two in a row, so that the walk can get through. */
function restless(plan: readonly { ask: number; kind: string }[], random: () => number): Answering {
  const kinds = new Map(plan.map(({ ask, kind }) => [ask, kind]));
  const served: FetchedPage<string>[] = [];
  let ask = 0;
  let inARow = 0;
  return (right) => {
    const kind = inARow < 2 ? kinds.get(ask) : undefined;
    ask += 1;
    inARow = kind === undefined ? 0 : inARow + 1;
    if (kind === 'fails') throw new TeamViewerError('try_later', 'scripted', { fn: 'GET /test' });
    if (kind === 'earlier' && served.length > 0) return served[Math.floor(random() * served.length)] ?? right;
    served.push(right);
    if (kind === 'shuffled') return { ...right, records: right.records.toSorted(() => random() - 0.5) };
    if (kind === 'doubled') return { ...right, records: [...right.records, ...right.records] };
    return right;
  };
}

test('the union is complete and free of doubles under repeated pages, shuffled records and failures', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 40 }),
      fc.integer({ min: 1, max: 9 }),
      fc.constantFrom(...styles),
      faults,
      fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 1, maxLength: 20 }),
      async (total, size, style, plan, dice) => {
        let throwIndex = 0;
        const random = () => dice[throwIndex++ % dice.length] ?? 0;
        const { listing, everything } = serverOf(total, size, style, restless(plan, random));
        const { records, doubles } = await persistently(listing);
        expect(records.toSorted()).toEqual(everything.toSorted());
        expect(doubles).toBe(0);
      },
    ),
    { numRuns: 1500 },
  );
});

/** Walks to the end, going on from the error's cursor after each failure, as a caller would. */
async function persistently(listing: Listing<string>): Promise<{ records: string[]; doubles: number }> {
  const records = new Set<string>();
  let doubles = 0;
  let from: string | undefined;
  for (let walk = 0; walk < 50; walk += 1) {
    const inThisWalk = new Set<string>();
    try {
      for await (const page of listing.pages(from)) {
        for (const record of page.records) {
          if (inThisWalk.has(record)) doubles += 1;
          inThisWalk.add(record);
          records.add(record);
        }
      }
      return { records: [...records], doubles };
    } catch (error) {
      if (!isTeamViewerError(error)) throw error;
      from = error.cursor;
    }
  }
  throw new Error('The walk did not come to an end.');
}

test('pages in the wrong order are asked for again where the server tells enough to notice', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 2, max: 40 }),
      fc.integer({ min: 1, max: 9 }),
      fc.constantFrom(styles[0]!, styles[1]!),
      fc.array(fc.nat(8), { maxLength: 6 }),
      fc.nat(8),
      async (total, size, style, asks, other) => {
        let ask = 0;
        let inARow = 0;
        const { listing, everything } = serverOf(total, size, style, (right, cursor, all) => {
          // The first page of a walk has nothing before it that could give a wrong one away.
          const swapped = cursor !== undefined && asks.includes(ask) && inARow < 2;
          ask += 1;
          inARow = swapped ? inARow + 1 : 0;
          return swapped ? (all[other % all.length] ?? right) : right;
        });
        expect((await listing.all()).toSorted()).toEqual(everything.toSorted());
      },
    ),
    { numRuns: 1500 },
  );
});

test('a server that stands still ends the walk with an error, never quietly', async () => {
  const { listing, asked } = serverOf(10, 4, styles[2]!, (right, cursor, all) =>
    cursor === 'c8' ? all[1]! : right,
  );
  const error = await failureOf(listing.all());
  expect(error).toMatchObject({ code: 'try_later', cursor: 'c8' });
  expect(asked).toEqual([undefined, 'c4', 'c8', 'c8', 'c8']);
});

test('a server that always has another cursor and nothing new ends the walk with an error', async () => {
  let count = 0;
  const listing = createListing<string>({
    fn: 'GET /test',
    identify: (record) => record,
    fetch: async () => ({ records: ['same'], next: `c${(count += 1)}` }),
  });
  expect((await failureOf(listing.all())).code).toBe('try_later');
  expect(count).toBeLessThan(60);
});

test('figures that stay wrong are no longer believed, and cost only one page', async () => {
  const { listing, asked, everything } = serverOf(40, 4, { remaining: true, own: true }, (right) => ({
    ...right,
    own: 'another meaning',
    ...(right.next === undefined ? {} : { remaining: 1 }),
  }));
  expect(await listing.all()).toEqual(everything);
  expect(asked.length).toBeLessThanOrEqual(10 + 4);
});

test('says where it broke off', async () => {
  const { listing } = serverOf(10, 4, styles[0]!, (right, cursor) => {
    if (cursor === 'c4')
      throw new TeamViewerError('missing_right', 'scripted', { fn: 'GET /test', status: 403 });
    return right;
  });
  expect(await failureOf(listing.all())).toMatchObject({ code: 'missing_right', status: 403, cursor: 'c4' });
});

test("a page that comes with an earlier page's records under its own cursor is asked for again", async () => {
  let wrong = true;
  const { listing, everything } = serverOf(12, 4, styles[2]!, (right, cursor, all) => {
    if (cursor !== 'c4' || !wrong) return right;
    wrong = false;
    return { ...right, records: all[0]?.records ?? [] };
  });
  expect(await listing.all()).toEqual(everything);
});

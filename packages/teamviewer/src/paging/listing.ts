import { isTeamViewerError, TeamViewerError } from '../errors.ts';

/** One page of a list, free of records that an earlier page already had. */
export interface Page<T> {
  readonly records: readonly T[];
  /** The cursor this page was asked for with; absent for the first page. */
  readonly cursor?: string;
  /** The cursor of the next page; absent on the last one. Opaque; it may be stored and used later. */
  readonly next?: string;
}

/**
 * A list that is fetched while it is walked through. Iterating gives records, {@link Listing.pages} gives pages.
 *
 * A walk brings every record once, also when pages come twice or in the wrong order; records are told apart by their
 * ids, which are remembered as long as the walk lasts. When it breaks off, the error's `cursor` says where to go on.
 */
export interface Listing<T> extends AsyncIterable<T> {
  /** Walks page by page, from a stored cursor or from the start. */
  pages(from?: string): AsyncGenerator<Page<T>, void, undefined>;
  /** Fetches everything. */
  all(): Promise<T[]>;
}

/** A page as it was fetched. */
export interface FetchedPage<T> {
  readonly records: readonly T[];
  readonly next?: string | undefined;
  /** How many records the server says come after this page. */
  readonly remaining?: number | undefined;
  /** The cursor that the server says this page belongs to. */
  readonly own?: string | undefined;
}

/** Where a list comes from and how its records are told apart. */
export interface ListSource<T> {
  readonly fn: string;
  fetch(cursor: string | undefined): Promise<FetchedPage<T>>;
  /** A text that no other record of the list has. */
  identify(record: T): string;
}

/** A page that cannot be right is asked for this often in all. */
const MOST_TRIES = 3;
/** So many pages in a row that bring nothing end a walk that would otherwise never end. */
const MOST_BARREN_PAGES = 20;

export function createListing<T>(source: ListSource<T>): Listing<T> {
  return {
    pages: (from) => walk(source, from),
    async *[Symbol.asyncIterator]() {
      for await (const page of walk(source, undefined)) yield* page.records;
    },
    async all() {
      const records: T[] = [];
      for await (const page of walk(source, undefined)) records.push(...page.records);
      return records;
    },
  };
}

/** What a walk knows so far. Trust in the server's own figures is lost once they stay wrong. */
interface Walk {
  readonly seen: Set<string>;
  readonly asked: Set<string>;
  remaining: number | undefined;
  trustsRemaining: boolean;
  trustsOwn: boolean;
}

async function* walk<T>(
  source: ListSource<T>,
  from: string | undefined,
): AsyncGenerator<Page<T>, void, undefined> {
  const state: Walk = {
    seen: new Set(),
    asked: new Set(),
    remaining: undefined,
    trustsRemaining: true,
    trustsOwn: true,
  };
  let barren = 0;
  for (let cursor = from; ; ) {
    if (cursor !== undefined) state.asked.add(cursor);
    const page = await settle(source, state, cursor);
    barren = page.records.length === 0 ? barren + 1 : 0;
    if (barren > MOST_BARREN_PAGES) throw standsStill(source.fn, cursor);
    yield {
      records: page.records,
      ...(cursor === undefined ? {} : { cursor }),
      ...(page.next === undefined ? {} : { next: page.next }),
    };
    if (page.next === undefined) return;
    cursor = page.next;
  }
}

type Doubt = 'turns_back' | 'nothing_new' | 'skips' | 'another_page';

/**
 * Fetches a page until there is no doubt about it, three times at most. Records of every try are kept: a page that
 * was delivered in the wrong place still holds records of this list.
 */
async function settle<T>(
  source: ListSource<T>,
  state: Walk,
  cursor: string | undefined,
): Promise<FetchedPage<T>> {
  const records: T[] = [];
  const doubts: Doubt[] = [];
  for (let tries = 1; ; tries += 1) {
    const page = await fetchPage(source, cursor);
    for (const record of page.records) {
      const before = state.seen.size;
      if (state.seen.add(source.identify(record)).size > before) records.push(record);
    }
    const doubt = doubtAbout(page, records.length, state, cursor);
    if (doubt !== undefined) doubts.push(doubt);
    if (doubt === undefined || tries === MOST_TRIES || (doubt === 'nothing_new' && tries > 1)) {
      if (doubt === 'turns_back') throw standsStill(source.fn, cursor);
      if (doubt !== undefined && doubts.every((one) => one === doubt)) loseTrust(state, doubt);
      state.remaining = page.next === undefined ? undefined : page.remaining;
      return { ...page, records };
    }
  }
}

/** What cannot be right about a page. Without a doubt it is taken as it is. */
function doubtAbout(
  page: FetchedPage<unknown>,
  fresh: number,
  state: Walk,
  cursor: string | undefined,
): Doubt | undefined {
  if (page.next !== undefined && state.asked.has(page.next)) return 'turns_back';
  if (state.trustsOwn && cursor !== undefined && page.own !== undefined && page.own !== cursor)
    return 'another_page';
  if (state.trustsRemaining && state.remaining !== undefined) {
    const left = page.next === undefined ? 0 : page.remaining;
    if (left !== undefined && left < state.remaining - page.records.length) return 'skips';
  }
  return page.records.length > 0 && fresh === 0 ? 'nothing_new' : undefined;
}

function loseTrust(state: Walk, doubt: Doubt): void {
  if (doubt === 'skips') state.trustsRemaining = false;
  if (doubt === 'another_page') state.trustsOwn = false;
}

async function fetchPage<T>(source: ListSource<T>, cursor: string | undefined): Promise<FetchedPage<T>> {
  try {
    return await source.fetch(cursor);
  } catch (error) {
    throw isTeamViewerError(error) && cursor !== undefined ? error.with({ cursor }) : error;
  }
}

/** Ending quietly here would pass an incomplete list off as a complete one. */
function standsStill(fn: string, cursor: string | undefined): TeamViewerError {
  return new TeamViewerError('try_later', 'The list does not get beyond a page.', {
    fn,
    ...(cursor === undefined ? {} : { cursor }),
  });
}

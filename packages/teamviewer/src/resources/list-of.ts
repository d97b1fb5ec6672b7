import type { Api, CallInput } from '../api.ts';
import type { ApiFunction, CallOptions } from '../core/call.ts';
import { createListing, type Listing } from '../paging/listing.ts';
import { openEnvelope, readList } from '../shape/envelope.ts';
import type { RecordReader } from '../shape/record-reader.ts';

/** How a list's pages hang together. Names are TeamViewer's; a style without `cursor` has one page. */
export interface PagingStyle {
  /** The query parameter that takes the cursor. */
  readonly cursor?: string;
  /** The member of the answer that names the next page. */
  readonly next?: string;
  /** Members that say how many records come after this page. */
  readonly remaining?: readonly string[];
  /** The member that repeats the page's own cursor. */
  readonly own?: string;
}

/** `/groups`, `/devices`, `/users`, `/contacts` (facts §12.12 [C]). */
export const UNPAGED: PagingStyle = {};

/** The cursor is a session's code (facts §5.3 [C]). */
export const BY_SESSION_CODE: PagingStyle = {
  cursor: 'offset',
  next: 'next_offset',
  remaining: ['sessions_remaining'],
};

/** The cursor is a report's id; the manual once says `reports_remaining` (facts §8 [C]). */
export const BY_REPORT_ID: PagingStyle = {
  cursor: 'offset_id',
  next: 'next_offset',
  remaining: ['records_remaining', 'reports_remaining'],
};

/** The cursor is an opaque token (facts §7 [C: S, PS]). */
export const BY_PAGINATION_TOKEN: PagingStyle = {
  cursor: 'paginationToken',
  next: 'nextPaginationToken',
  own: 'currentPaginationToken',
};

/** A list as it is asked for and read. */
export interface ListRequest<T> extends Pick<CallInput, 'params'> {
  readonly fn: ApiFunction;
  readonly style: PagingStyle;
  /** Made with each page, so that a filter that cannot be rejects and does not throw. */
  readonly query?: () => Readonly<Record<string, string | undefined>>;
  /** The member of the answer that holds the records. */
  readonly member: string;
  readonly reader: RecordReader<T>;
  identify(record: T): string;
}

/** A listing of a GET function. A cursor is only ever the value of a query parameter, never an address to follow. */
export function listOf<T>(api: Api, request: ListRequest<T>, options?: CallOptions): Listing<T> {
  const { fn, style, member, reader, params = {} } = request;
  return createListing({
    fn: fn.name,
    identify: request.identify,
    fetch: async (cursor) => {
      const filter = request.query?.() ?? {};
      const query = style.cursor === undefined ? filter : { ...filter, [style.cursor]: cursor };
      const answer = await api.send(fn, { params, query }, options);
      const envelope = openEnvelope(fn.name, answer.json);
      return {
        records: api.reading(fn, (tally) => readList(fn.name, envelope, member, reader, tally)),
        next: style.next === undefined ? undefined : envelope.text(style.next),
        remaining: style.remaining?.map((name) => envelope.count(name)).find((count) => count !== undefined),
        own: style.own === undefined ? undefined : envelope.text(style.own),
      };
    },
  });
}

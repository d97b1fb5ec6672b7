import type { Api } from '../api.ts';
import { apiFunction, ONE_PAGE } from '../core/api-function.ts';
import type { CallOptions } from '../core/call.ts';
import { TeamViewerError } from '../errors.ts';
import { formatInstant } from '../instant.ts';
import { createListing, type FetchedPage, type Listing } from '../paging/listing.ts';
import { openEnvelope, readList } from '../shape/envelope.ts';
import { compact } from '../shape/record-reader.ts';
import { type AuditEvent, auditEventReader } from './audit-event.ts';

/** It only reads, although it is a POST, so that it may be repeated. */
const LOG = apiFunction('POST /EventLogging', { reads: true, repeatable: true, maxBytes: ONE_PAGE });

/** The console allows one month in one question; the API's own limit is unknown (facts §9 [C: KB-EV]/[U]). */
const LONGEST_SLICE = Temporal.Duration.from({ hours: 30 * 24 });
const SHORTEST_SLICE = Temporal.Duration.from({ minutes: 1 });

/** What to ask the event log for. */
export interface EventLogQuery {
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
  readonly names?: readonly string[];
  readonly types?: readonly string[];
  readonly accountEmails?: readonly string[];
  readonly affectedItem?: string;
  /** The GUID of a remote session. */
  readonly sessionGuid?: string;
  /** The longest span to ask for at once; at least a minute. Default 30 days. */
  readonly slice?: Temporal.Duration;
}

/**
 * `POST /EventLogging`, 50 events a page (facts §9 [C]), asked in slices. A cursor holds the slice's number and the
 * token and fits the same query only.
 *
 * Events have no ids, and are told apart by their content: of events alike in every member, time included, one is
 * given.
 */
export function eventLog(api: Api, query: EventLogQuery, options?: CallOptions): Listing<AuditEvent> {
  return createListing({
    fn: LOG.name,
    identify: (event) => JSON.stringify(event.raw.reveal()),
    async fetch(cursor): Promise<FetchedPage<AuditEvent>> {
      const slices = slicesOf(query);
      const { slice, token } = readCursor(cursor, slices.length);
      const [from, to] = slices[slice] ?? [query.from, query.to];
      const answer = await api.send(LOG, { json: bodyOf(query, from, to, token) }, options);
      const envelope = openEnvelope(LOG.name, answer.json);
      const records = api.reading(LOG, (tally) => {
        if (envelope.get('ParsingError') !== undefined)
          tally.note('event log', 'unreadable_value', 'ParsingError');
        return readList(LOG.name, envelope, 'AuditEvents', auditEventReader, tally);
      });
      return { records, next: nextCursor(slice, envelope.text('ContinuationToken'), slices.length) };
    },
  });
}

function slicesOf(query: EventLogQuery): [Temporal.Instant, Temporal.Instant][] {
  const length = query.slice ?? LONGEST_SLICE;
  if (Temporal.Duration.compare(length, SHORTEST_SLICE) < 0) {
    throw new TeamViewerError('bad_request', 'A slice of the event log is a minute at least.', {
      fn: LOG.name,
    });
  }
  const slices: [Temporal.Instant, Temporal.Instant][] = [];
  // Whole seconds, because TeamViewer takes no others and a rounded slice must not become longer than was said.
  const end = query.to.round({ smallestUnit: 'second', roundingMode: 'ceil' });
  let from = query.from.round({ smallestUnit: 'second', roundingMode: 'floor' });
  do {
    const longest = from.add(length.round({ smallestUnit: 'second', roundingMode: 'floor' }));
    const to = Temporal.Instant.compare(longest, end) < 0 ? longest : end;
    slices.push([from, to]);
    from = to;
  } while (Temporal.Instant.compare(from, end) < 0);
  return slices;
}

function readCursor(cursor: string | undefined, slices: number): { slice: number; token?: string } {
  if (cursor === undefined) return { slice: 0 };
  const match = /^(\d{1,5})\.(.*)$/s.exec(cursor);
  const slice = Number(match?.[1] ?? Number.NaN);
  if (match === null || !(slice < slices)) {
    throw new TeamViewerError('bad_request', 'This cursor does not belong to this query.', { fn: LOG.name });
  }
  return match[2] === undefined || match[2] === '' ? { slice } : { slice, token: match[2] };
}

function nextCursor(slice: number, token: string | undefined, slices: number): string | undefined {
  if (token !== undefined) return `${slice}.${token}`;
  return slice + 1 < slices ? `${slice + 1}.` : undefined;
}

function bodyOf(
  query: EventLogQuery,
  from: Temporal.Instant,
  to: Temporal.Instant,
  token: string | undefined,
): Record<string, unknown> {
  return compact({
    StartDate: formatInstant(from),
    EndDate: formatInstant(to),
    EventNames: query.names,
    EventTypes: query.types,
    AccountEmails: query.accountEmails,
    AffectedItem: query.affectedItem,
    RCSessionGuid: query.sessionGuid,
    ContinuationToken: token,
  });
}

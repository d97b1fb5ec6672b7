import type { Api } from '../api.ts';
import { apiFunction, ONE_PAGE } from '../core/api-function.ts';
import type { CallOptions } from '../core/call.ts';
import { formatInstant } from '../instant.ts';
import type { Listing } from '../paging/listing.ts';
import { misunderstood } from '../shape/envelope.ts';
import {
  type ConnectionReport,
  connectionReportReader,
  REPORT_KIND_NUMBERS,
  type ReportKind,
} from './connection-report.ts';
import { BY_REPORT_ID, listOf } from './list-of.ts';
import { sessionCode } from './session-input.ts';

const CONNECTIONS = apiFunction('GET /reports/connections', { maxBytes: ONE_PAGE });

const CONNECTION = apiFunction('GET /reports/connections/{id}', { unknownIdMayBe400: true });

/** Which connection reports to ask for (facts §8 [C]). */
export interface ConnectionReportFilter {
  /** Started at this instant or later. */
  readonly from?: Temporal.Instant;
  /**
   * Started before this instant according to the manual, ended before it according to the specification: ask with an
   * overlap (facts §8).
   */
  readonly to?: Temporal.Instant;
  readonly sessionCode?: string;
  /** True: only connections made with a code; false: only those without. */
  readonly hasCode?: boolean;
  /** `u…` */
  readonly userId?: string;
  readonly userName?: string;
  /** `g…`, or `0` for connections without a group. */
  readonly groupId?: string;
  /** `unnamed_device` for nameless ones; user tokens only. */
  readonly deviceName?: string;
  /** Digits. */
  readonly deviceId?: string;
  readonly kind?: Exclude<ReportKind, 'unknown'>;
}

/** Reports of connections that took place. */
export interface Reports {
  /**
   * `GET /reports/connections`, newest end first, at most 1000 a page; the cursor is the id of the last report seen.
   * A report appears some time after the connection ended; how long is unknown, and no report does not mean that
   * there was no connection (facts §8 [U], [C: KB-CR]).
   */
  connections(filter?: ConnectionReportFilter, options?: CallOptions): Listing<ConnectionReport>;
  /** `GET /reports/connections/{id}` (facts §8 [C: S, MT]). */
  connection(id: string, options?: CallOptions): Promise<ConnectionReport>;
}

export function createReports(api: Api): Reports {
  return {
    connections: (filter = {}, options) =>
      listOf(
        api,
        {
          fn: CONNECTIONS,
          style: BY_REPORT_ID,
          query: () => connectionsQuery(filter),
          member: 'records',
          reader: connectionReportReader,
          identify: (report) => report.id.toLowerCase(),
        },
        options,
      ),

    async connection(id, options) {
      const answer = await api.send(CONNECTION, { params: { id } }, options);
      const report = api.reading(CONNECTION, (tally) => connectionReportReader.read(answer.json, tally));
      if (report === undefined) throw misunderstood(CONNECTION.name);
      return report;
    },
  };
}

function connectionsQuery(filter: ConnectionReportFilter): Record<string, string | undefined> {
  const { from, to, hasCode, kind } = filter;
  return {
    from_date: from === undefined ? undefined : formatInstant(from),
    to_date: to === undefined ? undefined : formatInstant(to, 'up'),
    session_code:
      filter.sessionCode === undefined ? undefined : sessionCode(CONNECTIONS.name, filter.sessionCode),
    has_code: hasCode === undefined ? undefined : String(hasCode),
    userid: filter.userId,
    username: filter.userName,
    groupid: filter.groupId,
    devicename: filter.deviceName,
    deviceid: filter.deviceId,
    support_session_type: kind === undefined ? undefined : String(REPORT_KIND_NUMBERS[kind]),
  };
}

import { z } from 'zod';
import type { Api } from '../api.ts';
import { apiFunction, ONE_PAGE } from '../core/api-function.ts';
import type { CallOptions } from '../core/call.ts';
import { formatInstant } from '../instant.ts';
import type { Listing } from '../paging/listing.ts';
import type { RawRecord } from '../shape/raw-record.ts';
import { compact, recordReader } from '../shape/record-reader.ts';
import { instant, text } from '../shape/values.ts';
import { BY_REPORT_ID, listOf } from './list-of.ts';

const LIST = apiFunction('GET /reports/devices', { maxBytes: ONE_PAGE });

/** An incoming connection as the device's policy had it recorded (facts §8 [C: S, AV]). */
export interface DeviceReport {
  readonly id: string;
  readonly originId?: string;
  readonly userId?: string;
  readonly userName?: string;
  readonly targetId?: string;
  readonly targetName?: string;
  readonly startedAt?: Temporal.Instant;
  readonly endedAt?: Temporal.Instant;
  readonly raw: RawRecord;
}

/** Which device reports to ask for. */
export interface DeviceReportFilter {
  readonly from?: Temporal.Instant;
  readonly to?: Temporal.Instant;
  readonly userId?: string;
  readonly originId?: string;
  readonly targetId?: string;
}

const deviceReportReader = recordReader({
  name: 'device report',
  schema: z.object({
    id: text,
    originid: text.optional(),
    userid: text.optional(),
    username: text.optional(),
    targetid: text.optional(),
    targetname: text.optional(),
    start_date: instant.optional(),
    end_date: instant.optional(),
  }),
  expected: ['start_date', 'end_date'],
  present: (fields, raw): DeviceReport => ({
    ...compact({
      originId: fields.originid,
      userId: fields.userid,
      userName: fields.username,
      targetId: fields.targetid,
      targetName: fields.targetname,
      startedAt: fields.start_date,
      endedAt: fields.end_date,
    }),
    id: fields.id,
    raw,
  }),
});

/** `GET /reports/devices`: incoming connections. Needs a licence with device reports and a policy that records them. */
export function deviceReports(
  api: Api,
  filter: DeviceReportFilter = {},
  options?: CallOptions,
): Listing<DeviceReport> {
  const { from, to } = filter;
  const query = () => ({
    from_date: from === undefined ? undefined : formatInstant(from),
    to_date: to === undefined ? undefined : formatInstant(to, 'up'),
    userid: filter.userId,
    originId: filter.originId,
    targetId: filter.targetId,
  });
  const request = { fn: LIST, style: BY_REPORT_ID, query, member: 'records', reader: deviceReportReader };
  return listOf(api, { ...request, identify: (report) => report.id.toLowerCase() }, options);
}

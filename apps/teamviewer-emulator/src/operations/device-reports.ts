import { formatDate } from '../state/dates.ts';
import { malformed } from './api-error.ts';
import { ok, type SignedOperation } from './operation.ts';
import { dateOf, textOf } from './parameters.ts';

const pageSize = 1000;

/** GET /reports/devices: incoming connections as the devices saw them (TV-8.7). */
export const deviceReportList: SignedOperation = {
  method: 'GET',
  path: '/reports/devices',
  fact: 'TV-8.7',
  needs: ['Connections.Read'],
  parameters: [
    'userid',
    'originId',
    'targetId',
    'from_date',
    'to_date',
    'offset_id',
    'sessionReportFeatures[]',
  ],
  handle(call) {
    const userId = textOf(call.query, 'userid');
    const origin = textOf(call.query, 'originId');
    const target = textOf(call.query, 'targetId');
    const from = dateOf(call.query, 'from_date') ?? Number.NEGATIVE_INFINITY;
    const to = dateOf(call.query, 'to_date') ?? Number.POSITIVE_INFINITY;
    const found = call.emulation.world.deviceReports
      .filter(
        (report) =>
          report.companyId === call.caller.company.id &&
          report.start >= from &&
          report.start < to &&
          (userId === undefined || report.userId === userId) &&
          (origin === undefined || String(report.originId) === origin) &&
          (target === undefined || String(report.targetId) === target),
      )
      .toSorted((a, b) => b.end - a.end);
    const offset = textOf(call.query, 'offset_id')?.toLowerCase();
    const start = offset ? found.findIndex(({ id }) => id === offset) + 1 : 0;
    if (offset && start === 0) throw malformed('offset_id');
    const page = found.slice(start, start + pageSize);
    return ok({
      records: page.map((report) => ({
        Id: report.id,
        originid: report.originId,
        userid: report.userId,
        username: report.username,
        targetid: report.targetId,
        targetname: report.targetName,
        start_date: formatDate(report.start),
        end_date: formatDate(report.end),
      })),
      ...(found.length > start + page.length ? { next_offset: page.at(-1)?.id } : {}),
    });
  },
};

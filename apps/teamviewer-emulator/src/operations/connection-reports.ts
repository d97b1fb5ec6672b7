import type { Report } from '../state/model.ts';
import { malformed, notFound } from './api-error.ts';
import { noContent, ok, type SignedCall, type SignedOperation } from './operation.ts';
import { bodyOf, booleanOf, dateOf, textOf } from './parameters.ts';
import { reportBody, reportTypes } from './report-view.ts';

const pageSize = 1000;

/** GET /reports/connections (TV-8.1, TV-8.2). */
export const reportList: SignedOperation = {
  method: 'GET',
  path: '/reports/connections',
  fact: 'TV-8.1',
  needs: ['Connections.Read'],
  parameters: [
    'username',
    'userid',
    'groupid',
    'devicename',
    'deviceid',
    'from_date',
    'to_date',
    'has_code',
    'session_code',
    'support_session_type',
    'offset_id',
    'sessionReportFeatures[]',
  ],
  handle(call) {
    const { world, switches } = call.emulation;
    const fits = filterOf(call);
    const offset = textOf(call.query, 'offset_id')?.toLowerCase();
    if (offset && !world.reports.get(offset, call.now)) throw malformed('offset_id');
    const page: Report[] = [];
    let remaining = 0;
    let seen = offset === undefined;
    for (const report of world.reports.list(call.caller.company.id, call.now)) {
      if (!seen) {
        seen = report.id.toLowerCase() === offset;
        continue;
      }
      if (!fits(report)) continue;
      if (page.length < pageSize) page.push(report);
      else remaining += 1;
    }
    return ok({
      records: page.map((report) => reportBody(report, call.caller.token.level, switches)),
      ...(remaining > 0 ? { [switches.reportRemainingName]: remaining, next_offset: page.at(-1)?.id } : {}),
    });
  },
};

function filterOf(call: SignedCall): (report: Report) => boolean {
  const { query } = call;
  const username = textOf(query, 'username')?.toLowerCase();
  const userId = textOf(query, 'userid');
  const groupId = textOf(query, 'groupid');
  const deviceName = textOf(query, 'devicename')?.toLowerCase();
  const deviceId = textOf(query, 'deviceid');
  if (deviceId !== undefined && !/^\d+$/.test(deviceId)) throw malformed('deviceid');
  const from = dateOf(query, 'from_date') ?? Number.NEGATIVE_INFINITY;
  const to = dateOf(query, 'to_date') ?? Number.POSITIVE_INFINITY;
  const hasCode = booleanOf(query, 'has_code');
  const code = textOf(query, 'session_code')?.toLowerCase();
  const type = typeOf(textOf(query, 'support_session_type'));
  const byEnd = call.emulation.switches.reportToDate === 'end';
  const mayAll = seesAll(call);
  return (report) => {
    if (!mayAll && report.userId !== call.caller.user.id) return false;
    if (report.start < from || (byEnd ? report.end : report.start) >= to) return false;
    if (userId !== undefined && report.userId !== userId) return false;
    if (username !== undefined && report.username.toLowerCase() !== username) return false;
    if (groupId !== undefined && (report.groupId || '0') !== groupId) return false;
    if (deviceName !== undefined && !isNamed(report, deviceName)) return false;
    if (deviceId !== undefined && report.deviceId !== deviceId) return false;
    if (hasCode !== undefined && (report.session !== null) !== hasCode) return false;
    if (code !== undefined && report.session?.code !== code) return false;
    return type === undefined || report.type === type;
  };
}

/** A user token shows what its owner may see; administrators and company tokens see the whole company. */
function seesAll({ caller }: SignedCall): boolean {
  return (
    caller.token.level === 'company' ||
    caller.user.administrator ||
    caller.user.rights.includes('ViewAllConnections')
  );
}

function isNamed(report: Report, name: string): boolean {
  return name === 'unnamed_device' ? report.deviceName === '' : report.deviceName.toLowerCase() === name;
}

function typeOf(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const found = Object.entries(reportTypes).find(
    ([number, name]) => number === given || name.toLowerCase() === given.toLowerCase(),
  );
  if (!found) throw malformed('support_session_type');
  return Number(found[0]);
}

function reportOfPath(call: SignedCall): Report {
  const report = call.emulation.world.reports.get(call.params['reportId'] ?? '', call.now);
  if (report?.companyId !== call.caller.company.id) {
    throw notFound('There is no such report.');
  }
  if (!seesAll(call) && report.userId !== call.caller.user.id) throw notFound('There is no such report.');
  return report;
}

/** GET /reports/connections/{id} (TV-8.5). */
export const reportGet: SignedOperation = {
  method: 'GET',
  path: '/reports/connections/{reportId}',
  fact: 'TV-8.5',
  needs: ['Connections.Read'],
  handle: (call) => ok(reportBody(reportOfPath(call), call.caller.token.level, call.emulation.switches)),
};

/** PUT /reports/connections/{id}: billing_state and notes (TV-8.5). */
export const reportPut: SignedOperation = {
  method: 'PUT',
  path: '/reports/connections/{reportId}',
  fact: 'TV-8.5',
  needs: ['Connections.Modify'],
  members: ['billing_state', 'notes'],
  handle(call) {
    const report = reportOfPath(call);
    const fields = bodyOf(call);
    const billing = textOf(fields, 'billing_state');
    const notes = textOf(fields, 'notes');
    if (billing !== undefined && billing !== 'Bill' && billing !== 'Billed' && billing !== 'DoNotBill') {
      throw malformed('billing_state');
    }
    if (billing !== undefined) report.billing = billing;
    if (notes !== undefined) report.notes = notes;
    return noContent;
  },
};

/** DELETE /reports/connections/{id} (TV-8.5). */
export const reportDelete: SignedOperation = {
  method: 'DELETE',
  path: '/reports/connections/{reportId}',
  fact: 'TV-8.5',
  needs: ['Connections.Delete'],
  handle(call) {
    call.emulation.world.reports.remove(reportOfPath(call).id);
    return noContent;
  },
};

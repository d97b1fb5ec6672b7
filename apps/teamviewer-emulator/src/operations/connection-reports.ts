import type { Report } from '../state/model.ts';
import type { ReportFilter } from '../state/report-filter.ts';
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
    const offset = textOf(call.query, 'offset_id');
    const after = offset ? world.reports.get(offset, call.now) : undefined;
    if (offset && !after) throw malformed('offset_id');
    const { reports, remaining } = world.reports.query({
      companyId: call.caller.company.id,
      now: call.now,
      from: dateOf(call.query, 'from_date') ?? Number.NEGATIVE_INFINITY,
      to: dateOf(call.query, 'to_date') ?? Number.POSITIVE_INFINITY,
      byEnd: switches.reportToDate === 'end',
      code: textOf(call.query, 'session_code')?.toLowerCase(),
      filter: filterOf(call),
      after,
      limit: pageSize,
    });
    return ok({
      records: reports.map((report) => reportBody(report, call.caller.token.level, switches)),
      ...(remaining > 0
        ? { [switches.reportRemainingName]: remaining, next_offset: reports.at(-1)?.id }
        : {}),
    });
  },
};

/** The filters beyond date and code; null when there are none. */
function filterOf(call: SignedCall): ReportFilter | null {
  const { query } = call;
  const username = textOf(query, 'username')?.toLowerCase();
  const userId = textOf(query, 'userid');
  const groupId = textOf(query, 'groupid');
  const deviceName = textOf(query, 'devicename')?.toLowerCase();
  const deviceId = textOf(query, 'deviceid');
  const coded = booleanOf(query, 'has_code') ?? null;
  const type = typeOf(textOf(query, 'support_session_type')) ?? null;
  if (deviceId !== undefined && !/^\d+$/.test(deviceId)) throw malformed('deviceid');
  const own = seesAll(call) ? undefined : call.caller.user.id;

  const ofUsers = [own, userId, username].some((asked) => asked !== undefined);
  const ofDevices = [groupId, deviceName, deviceId].some((asked) => asked !== undefined);
  if (!ofUsers && !ofDevices && coded === null && type === null) return null;
  return {
    user: ofUsers
      ? (user) =>
          (own === undefined || user.id === own) &&
          (userId === undefined || user.id === userId) &&
          (username === undefined || user.name.toLowerCase() === username)
      : null,
    device: ofDevices
      ? (device) =>
          (groupId === undefined || (device.groupId || '0') === groupId) &&
          (deviceName === undefined || isNamed(device, deviceName)) &&
          (deviceId === undefined || String(device.id) === deviceId)
      : null,
    coded,
    type,
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

function isNamed(device: { name: string }, name: string): boolean {
  return name === 'unnamed_device' ? device.name === '' : device.name.toLowerCase() === name;
}

function typeOf(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const found = Object.entries(reportTypes).find(
    ([number, name]) => number === given || name.toLowerCase() === given.toLowerCase(),
  );
  if (!found) throw malformed('support_session_type');
  return Number(found[0]);
}

/** The report of the path; for a change, one that may be written to. */
function reportOfPath(call: SignedCall, purpose: 'read' | 'change'): Report {
  const { reports } = call.emulation.world;
  const id = call.params['reportId'] ?? '';
  const report = purpose === 'read' ? reports.get(id, call.now) : reports.editable(id, call.now);
  const visible = report?.companyId === call.caller.company.id;
  if (!visible || !(seesAll(call) || report.userId === call.caller.user.id)) {
    throw notFound('There is no such report.');
  }
  return report;
}

/** GET /reports/connections/{id} (TV-8.5). */
export const reportGet: SignedOperation = {
  method: 'GET',
  path: '/reports/connections/{reportId}',
  fact: 'TV-8.5',
  needs: ['Connections.Read'],
  handle: (call) =>
    ok(reportBody(reportOfPath(call, 'read'), call.caller.token.level, call.emulation.switches)),
};

/** PUT /reports/connections/{id}: billing_state and notes (TV-8.5). */
export const reportPut: SignedOperation = {
  method: 'PUT',
  path: '/reports/connections/{reportId}',
  fact: 'TV-8.5',
  needs: ['Connections.Modify'],
  members: ['billing_state', 'notes'],
  handle(call) {
    const report = reportOfPath(call, 'change');
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
    call.emulation.world.reports.remove(reportOfPath(call, 'read').id);
    return noContent;
  },
};

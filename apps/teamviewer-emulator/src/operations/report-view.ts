import { formatDate } from '../state/dates.ts';
import type { Report } from '../state/model.ts';
import type { Switches } from '../state/switches.ts';

export const reportTypes = { 1: 'RemoteConnection', 2: 'RemoteSupportActive', 3: 'RemoteSupportActiveSdk' };

/** A connection report; the members from session_code on stand only where a code was used (TV-8.3). */
export function reportBody(report: Report, level: 'user' | 'company', switches: Switches): object {
  const blank = switches.reportBlankNames;
  return {
    id: report.id,
    userid: report.userId,
    username: report.username,
    deviceid: deviceIdOf(report, switches),
    ...(level === 'user' ? { devicename: blank ? '' : report.deviceName } : {}),
    groupid: report.groupId,
    groupname: blank ? '' : report.groupName,
    support_session_type: switches.reportSessionType === 'number' ? report.type : reportTypes[report.type],
    start_date: formatDate(report.start),
    end_date: formatDate(report.end),
    fee: report.fee,
    currency: report.currency,
    billing_state: report.billing,
    notes: blank ? '' : report.notes,
    ...(report.session ? codeFields(report) : {}),
  };
}

function codeFields(report: Report): object {
  const { session, feedback } = report;
  if (!session) return {};
  return {
    session_code: session.code,
    session_created_at: formatDate(session.createdAt),
    valid_until: formatDate(session.validUntil),
    ...(session.assignedUserId ? { assigned_userid: session.assignedUserId } : {}),
    ...(session.assignedAt === null ? {} : { assigned_at: formatDate(session.assignedAt) }),
    session_note: session.note,
    custom_api: session.customApi,
    ...(session.endCustomer ? { end_customer: session.endCustomer } : {}),
    feedback: feedback ? { session_rating: feedback.rating, user_comment: feedback.comment } : {},
  };
}

/** What the number means is in doubt (TV-8.4). */
function deviceIdOf(report: Report, switches: Switches): string {
  if (switches.reportDeviceId === 'device-id') return `d${report.deviceId}`;
  if (switches.reportDeviceId === 'other') return String((Number(report.deviceId) * 7 + 13) % 1_000_000_000);
  return report.deviceId;
}

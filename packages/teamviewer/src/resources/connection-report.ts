import { z } from 'zod';
import type { RawRecord } from '../shape/raw-record.ts';
import { compact, recordReader } from '../shape/record-reader.ts';
import { choice, instant, number, text } from '../shape/values.ts';
import { type EndCustomer, endCustomerSchema } from './session.ts';

/**
 * TeamViewer's record of one outgoing connection (facts §8 [C]). Names, group and notes may be blank
 * (TeamViewerPS issue 27 [C]); the members from `sessionCode` on exist only for connections made with a code.
 */
export interface ConnectionReport {
  readonly id: string;
  readonly userId?: string;
  readonly userName?: string;
  /** A number whose meaning is not certain: weak evidence for which device it was (facts §8 [U]). */
  readonly deviceId?: string;
  readonly deviceName?: string;
  readonly contactId?: string;
  readonly groupId?: string;
  readonly groupName?: string;
  readonly kind: ReportKind;
  readonly startedAt?: Temporal.Instant;
  readonly endedAt?: Temporal.Instant;
  readonly notes?: string;
  readonly fee?: number;
  readonly currency?: string;
  readonly billing: 'bill' | 'billed' | 'do_not_bill' | 'unknown';
  readonly sessionCode?: string;
  readonly sessionCreatedAt?: Temporal.Instant;
  readonly validUntil?: Temporal.Instant;
  readonly assignedUserId?: string;
  readonly assignedAt?: Temporal.Instant;
  /** The session's description. */
  readonly sessionNote?: string;
  readonly customApi?: string;
  readonly endCustomer?: EndCustomer;
  readonly feedback?: Feedback;
  readonly raw: RawRecord;
}

/** What kind of connection it was. */
export type ReportKind =
  | 'remote_connection'
  | 'remote_support_active'
  | 'remote_support_active_sdk'
  | 'unknown';

/** What the customer said afterwards; empty when asked and not answered. */
export interface Feedback {
  readonly rating?: number;
  readonly comment?: string;
}

/** Numbers of `support_session_type` in reports (facts §8 [C]; numeric in answers [L: PS]). */
export const REPORT_KIND_NUMBERS: Readonly<Record<Exclude<ReportKind, 'unknown'>, number>> = {
  remote_connection: 1,
  remote_support_active: 2,
  remote_support_active_sdk: 3,
};

const KINDS: Readonly<Record<string, ReportKind>> = {
  RemoteConnection: 'remote_connection',
  RemoteSupportActive: 'remote_support_active',
  RemoteSupportActiveSdk: 'remote_support_active_sdk',
};

const kind = choice(['RemoteConnection', 'RemoteSupportActive', 'RemoteSupportActiveSdk'], {
  1: 'RemoteConnection',
  2: 'RemoteSupportActive',
  3: 'RemoteSupportActiveSdk',
});

const BILLING: Readonly<Record<string, ConnectionReport['billing']>> = {
  Bill: 'bill',
  Billed: 'billed',
  DoNotBill: 'do_not_bill',
};

const feedbackSchema = z.object({
  session_rating: number.optional().catch(undefined),
  user_comment: text.optional().catch(undefined),
});

/** Reads a connection report. Names of features and of feedback fields are TeamViewer's. */
export const connectionReportReader = recordReader({
  name: 'connection report',
  schema: z.object({
    id: text,
    userid: text.optional(),
    username: text.optional(),
    deviceid: text.optional(),
    devicename: text.optional(),
    contact_id: text.optional(),
    groupid: text.optional(),
    groupname: text.optional(),
    support_session_type: kind.optional(),
    start_date: instant.optional(),
    end_date: instant.optional(),
    fee: number.optional(),
    currency: text.optional(),
    billing_state: choice(['Bill', 'Billed', 'DoNotBill']).optional(),
    notes: text.optional(),
    session_code: text.optional(),
    session_created_at: instant.optional(),
    valid_until: instant.optional(),
    assigned_userid: text.optional(),
    assigned_at: instant.optional(),
    session_note: text.optional(),
    custom_api: text.optional(),
    end_customer: endCustomerSchema.optional(),
    feedback: feedbackSchema.optional(),
  }),
  expected: ['userid', 'deviceid', 'start_date', 'end_date'],
  aliases: { bill: 'fee' },
  present: (fields, raw): ConnectionReport => ({
    ...compact({
      userId: fields.userid,
      userName: fields.username,
      deviceId: fields.deviceid,
      deviceName: fields.devicename,
      contactId: fields.contact_id,
      groupId: fields.groupid,
      groupName: fields.groupname,
      startedAt: fields.start_date,
      endedAt: fields.end_date,
      notes: fields.notes,
      fee: fields.fee,
      currency: fields.currency,
      sessionCode: fields.session_code,
      sessionCreatedAt: fields.session_created_at,
      validUntil: fields.valid_until,
      assignedUserId: fields.assigned_userid,
      assignedAt: fields.assigned_at,
      sessionNote: fields.session_note,
      customApi: fields.custom_api,
      endCustomer: fields.end_customer === undefined ? undefined : compact(fields.end_customer),
      feedback: presentFeedback(fields.feedback),
    }),
    id: fields.id,
    kind: KINDS[fields.support_session_type ?? ''] ?? 'unknown',
    billing: BILLING[fields.billing_state ?? ''] ?? 'unknown',
    raw,
  }),
});

function presentFeedback(feedback: z.output<typeof feedbackSchema> | undefined): Feedback | undefined {
  if (feedback === undefined) return undefined;
  return compact({ rating: feedback.session_rating, comment: feedback.user_comment });
}

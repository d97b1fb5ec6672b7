import { z } from 'zod';
import type { RawRecord } from '../shape/raw-record.ts';
import { compact, recordReader } from '../shape/record-reader.ts';
import { choice, flag, instant, teamViewerId, text } from '../shape/values.ts';

/** A device group (facts §7 [C]). */
export interface ManagedGroup {
  readonly id: string;
  readonly name?: string;
  readonly policyId?: string;
  readonly raw: RawRecord;
}

/** A device that is managed by an account, a company or through a device group (facts §7 [C]). */
export interface ManagedDevice {
  readonly id: string;
  readonly name?: string;
  /** Digits only. */
  readonly teamViewerId?: string;
  readonly online?: boolean;
  /** Documented for offline devices only; seen on an online one as well (facts §7). */
  readonly lastSeen?: Temporal.Instant;
  readonly policyId?: string;
  /** The version of TeamViewer on it; single devices only. */
  readonly version?: string;
  readonly description?: string;
  /** Only in the list of pending devices. */
  readonly pendingOperation?: string;
  readonly raw: RawRecord;
}

/** Who may manage a group or a device. */
export interface Manager {
  readonly id: string;
  readonly type: 'account' | 'company' | 'usergroup' | 'unknown';
  /** A plain number, without `u`. */
  readonly accountId?: string;
  readonly companyId?: string;
  readonly userGroupId?: string;
  readonly name?: string;
  /** As sent: words, or numbers by the specification (facts §1.2 [C]). */
  readonly permissions: readonly string[];
  readonly raw: RawRecord;
}

export const managedGroupReader = recordReader({
  name: 'managed group',
  schema: z.object({ id: text, name: text.optional(), policy_id: text.optional() }),
  expected: ['name'],
  alsoKnown: ['policy'],
  present: (fields, raw): ManagedGroup => ({
    ...compact({ name: fields.name, policyId: fields.policy_id }),
    id: fields.id,
    raw,
  }),
});

export const managedDeviceReader = recordReader({
  name: 'managed device',
  schema: z.object({
    id: text,
    name: text.optional(),
    teamviewerId: teamViewerId.optional(),
    isOnline: flag.optional(),
    last_seen: instant.optional(),
    teamviewerPolicyId: text.optional(),
    teamViewerVersion: text.optional(),
    deviceDescription: text.optional(),
    pendingOperation: text.optional(),
  }),
  expected: ['name', 'teamviewerId', 'isOnline'],
  alsoKnown: ['managedGroupId'],
  present: (fields, raw): ManagedDevice => ({
    ...compact({
      name: fields.name,
      teamViewerId: fields.teamviewerId,
      online: fields.isOnline,
      lastSeen: fields.last_seen,
      policyId: fields.teamviewerPolicyId,
      version: fields.teamViewerVersion,
      description: fields.deviceDescription,
      pendingOperation: fields.pendingOperation,
    }),
    id: fields.id,
    raw,
  }),
});

export const managerReader = recordReader({
  name: 'manager',
  schema: z.object({
    id: text,
    type: choice(['account', 'company', 'usergroup']).optional(),
    accountId: text.optional(),
    companyId: text.optional(),
    usergroupId: text.optional(),
    name: text.optional(),
    permissions: z.array(text).optional(),
  }),
  present: (fields, raw): Manager => ({
    ...compact({
      accountId: fields.accountId,
      companyId: fields.companyId,
      userGroupId: fields.usergroupId,
      name: fields.name,
    }),
    id: fields.id,
    type: fields.type ?? 'unknown',
    permissions: fields.permissions ?? [],
    raw,
  }),
});

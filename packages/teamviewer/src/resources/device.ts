import { z } from 'zod';
import { type OnlineState, onlineState } from '../shape/online-state.ts';
import type { RawRecord } from '../shape/raw-record.ts';
import { compact, recordReader } from '../shape/record-reader.ts';
import { instant, teamViewerId, text } from '../shape/values.ts';

/** A device of the legacy computers & contacts list (facts §6 [C]). */
export interface Device {
  /** `d…`; not the TeamViewer ID. */
  readonly id: string;
  /** Digits only. */
  readonly teamViewerId?: string;
  /** `g…` */
  readonly groupId?: string;
  readonly alias?: string;
  readonly description?: string;
  readonly onlineState: OnlineState;
  /** Only when known and offline. */
  readonly lastSeen?: Temporal.Instant;
  readonly userId?: string;
  readonly policyId?: string;
  readonly raw: RawRecord;
}

/** Reads a device. `teamviewer_id` is in the specification only and goes before `remotecontrol_id` where present. */
export const deviceReader = recordReader({
  name: 'device',
  schema: z.object({
    device_id: text,
    remotecontrol_id: teamViewerId.optional(),
    teamviewer_id: teamViewerId.optional(),
    groupid: text.optional(),
    alias: text.optional(),
    description: text.optional(),
    online_state: onlineState.optional(),
    last_seen: instant.optional(),
    userid: text.optional(),
    policy_id: text.optional(),
  }),
  expected: ['remotecontrol_id', 'groupid', 'alias'],
  alsoKnown: ['assigned_to', 'supported_features'],
  present: (fields, raw): Device => ({
    ...compact({
      teamViewerId: fields.teamviewer_id ?? fields.remotecontrol_id,
      groupId: fields.groupid,
      alias: fields.alias,
      description: fields.description,
      lastSeen: fields.last_seen,
      userId: fields.userid,
      policyId: fields.policy_id,
    }),
    id: fields.device_id,
    onlineState: fields.online_state ?? 'unknown',
    raw,
  }),
});

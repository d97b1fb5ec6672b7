import { z } from 'zod';
import { type Secret, secret } from '../secret.ts';
import type { RawRecord } from '../shape/raw-record.ts';
import { compact, recordReader } from '../shape/record-reader.ts';
import { choice, flag, instant, link, text } from '../shape/values.ts';

/** An attended session at TeamViewer (facts §5.1 [C]). Members that TeamViewer left out are absent. */
export interface Session {
  /** With dashes: `s12-345-678`, `s119-457-589`. */
  readonly code: string;
  /** `unknown` for a value not known here; `closedAt` then tells. Whether expiry closes a session is [U] (§5.7). */
  readonly state: 'open' | 'closed' | 'unknown';
  readonly groupId?: string;
  readonly waitingMessage?: string;
  readonly description?: string;
  readonly endCustomer?: EndCustomer;
  readonly assignedUserId?: string;
  readonly assignedAt?: Temporal.Instant;
  readonly customApi?: string;
  readonly createdAt?: Temporal.Instant;
  readonly validUntil?: Temporal.Instant;
  readonly closedAt?: Temporal.Instant;
  /** For the customer. */
  readonly endCustomerLink?: string;
  /** For the supporter alone: it holds a secret (facts §5.1, §11 [C]). */
  readonly supporterLink?: Secret;
  /** The same for the browser. */
  readonly webclientSupporterLink?: Secret;
  /** The customer waits or is connected. */
  readonly online?: boolean;
  readonly type: 'default' | 'pilot' | 'unknown';
  readonly raw: RawRecord;
}

/** Who is helped. */
export interface EndCustomer {
  readonly name?: string;
  readonly email?: string;
}

/** `end_customer` is an object (facts §5.1 [C]). */
export const endCustomerSchema = z.object({
  name: text.nullish().transform((value) => value ?? undefined),
  email: text.nullish().transform((value) => value ?? undefined),
});

const sessionSchema = z.object({
  code: text,
  state: choice(['open', 'closed']).optional(),
  groupid: text.optional(),
  waiting_message: text.optional(),
  description: text.optional(),
  end_customer: endCustomerSchema.optional(),
  assigned_userid: text.optional(),
  assigned_at: instant.optional(),
  custom_api: text.optional(),
  created_at: instant.optional(),
  valid_until: instant.optional(),
  closed_at: instant.optional(),
  end_customer_link: link.optional(),
  supporter_link: link.optional(),
  webclient_supporter_link: link.optional(),
  online: flag.optional(),
  support_session_type: choice(['default', 'pilot']).optional(),
});

/** The integers of the specification's enumerations have no published meaning and stay `unknown`. */
const sessionSpec = {
  name: 'session',
  schema: sessionSchema,
  alsoKnown: ['groupname', 'tv_version', 'customId', 'custom_module_id'],
  present: (fields: z.output<typeof sessionSchema>, raw: RawRecord): Session => ({
    ...compact({
      groupId: fields.groupid,
      waitingMessage: fields.waiting_message,
      description: fields.description,
      endCustomer: fields.end_customer === undefined ? undefined : compact(fields.end_customer),
      assignedUserId: fields.assigned_userid,
      assignedAt: fields.assigned_at,
      customApi: fields.custom_api,
      createdAt: fields.created_at,
      validUntil: fields.valid_until,
      closedAt: fields.closed_at,
      endCustomerLink: fields.end_customer_link,
      supporterLink: sealed(fields.supporter_link),
      webclientSupporterLink: sealed(fields.webclient_supporter_link),
      online: fields.online,
    }),
    code: fields.code,
    state: fields.state ?? 'unknown',
    type: fields.support_session_type ?? 'default',
    raw,
  }),
};

/** Reads a session with all its members. */
export const sessionReader = recordReader({
  ...sessionSpec,
  expected: ['state', 'groupid', 'created_at', 'valid_until', 'end_customer_link', 'supporter_link'],
});

/** Reads a session of the short list, of which only these members are known to be there (facts §5.3 [U]). */
export const shortSessionReader = recordReader({ ...sessionSpec, expected: ['state', 'groupid'] });

function sealed(value: string | undefined): Secret | undefined {
  return value === undefined ? undefined : secret(value);
}

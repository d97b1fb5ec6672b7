import { z } from 'zod';
import { TeamViewerError } from '../errors.ts';
import { formatInstant } from '../instant.ts';
import { compact } from '../shape/record-reader.ts';
import type { EndCustomer } from './session.ts';

/** The longest texts TeamViewer takes, in characters (facts §5.1 [C]). */
export const SESSION_LIMITS = {
  description: 4000,
  customApi: 4000,
  endCustomerName: 100,
  endCustomerEmail: 254,
} as const;

/** Members that can be given when a session is made and changed later. */
export interface SessionChange {
  /** Shown to the waiting customer. */
  readonly waitingMessage?: string;
  /** At most 4000 characters; TeamViewer repeats it in reports as the session's note. */
  readonly description?: string;
  /** Name at most 100, address at most 254 characters. */
  readonly endCustomer?: EndCustomer;
  /** `u…`, or `u0` for nobody. */
  readonly assignedUserId?: string;
  /** At most 4000 characters, seen through the API only: the place for one's own key. */
  readonly customApi?: string;
}

/**
 * A new session. A group is always named by its id: `groupname` would silently create groups and is refused for
 * company-level tokens (facts §5.1, §12.6 [C]).
 */
export interface NewSession extends SessionChange {
  /** `g…` */
  readonly groupId: string;
  /** TeamViewer's default is 24 hours after creation; the largest value is unknown (facts §5.1 [C]/[U]). */
  readonly validUntil?: Temporal.Instant;
  /** Default `default`; `pilot` is for augmented reality. */
  readonly type?: 'default' | 'pilot';
  /** A custom QuickSupport module (facts §5.1 [C: S]). */
  readonly customModuleId?: string;
}

const codeSchema = z.string().regex(/^s\d{2,3}-?\d{3}-?\d{3}$/i);
const groupIdSchema = z.string().regex(/^g\d+$/);
const userIdSchema = z.string().regex(/^u\d+$/);
const changeSchema = z.object({
  description: z.string().max(SESSION_LIMITS.description).optional(),
  customApi: z.string().max(SESSION_LIMITS.customApi).optional(),
  assignedUserId: userIdSchema.optional(),
  endCustomer: z
    .object({
      name: z.string().max(SESSION_LIMITS.endCustomerName).optional(),
      email: z.string().max(SESSION_LIMITS.endCustomerEmail).optional(),
    })
    .optional(),
});
const newSessionSchema = changeSchema.extend({ groupId: groupIdSchema });

/** Checks the shape of a code (facts §1.1 [C]) and gives it the dashed form that the API uses. */
export function sessionCode(fn: string, code: string): string {
  check(fn, codeSchema, code);
  const digits = code.replace(/\D/g, '');
  return `s${digits.slice(0, -6)}-${digits.slice(-6, -3)}-${digits.slice(-3)}`;
}

/** The body of `POST /sessions`. */
export function newSessionBody(fn: string, input: NewSession): Record<string, unknown> {
  check(fn, newSessionSchema, input);
  const type = { default: 'Default', pilot: 'Pilot' } as const;
  return compact({
    groupid: input.groupId,
    ...changeMembers(input),
    valid_until: input.validUntil === undefined ? undefined : formatInstant(input.validUntil),
    support_session_type: type[input.type ?? 'default'],
    custom_module_id: input.customModuleId,
  });
}

/** The body of `PUT /sessions/{code}`. */
export function sessionChangeBody(fn: string, input: SessionChange): Record<string, unknown> {
  check(fn, changeSchema, input);
  return compact(changeMembers(input));
}

function changeMembers(input: SessionChange) {
  return {
    waiting_message: input.waitingMessage,
    description: input.description,
    end_customer: input.endCustomer,
    assigned_userid: input.assignedUserId,
    custom_api: input.customApi,
  };
}

/** Refuses what TeamViewer would refuse, before it costs a call. */
function check(fn: string, schema: z.ZodType, input: unknown): void {
  const checked = schema.safeParse(input);
  if (checked.success) return;
  const members = checked.error.issues.map((issue) => issue.path.join('.')).join(', ');
  throw new TeamViewerError(
    'bad_request',
    `Not acceptable to TeamViewer: ${members === '' ? 'the id' : members}.`,
    {
      fn,
    },
  );
}

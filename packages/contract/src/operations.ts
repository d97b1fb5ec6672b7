import { z } from 'zod';
import { instant, localized } from './common.ts';

export const healthState = z.enum(['ok', 'warning', 'failing']);
/** Why nothing leaves this system: `restored` by command, `copied` (it woke up elsewhere than before), or `by_hand`. */
export const pauseReason = z.enum(['restored', 'copied', 'by_hand']);
export const pausedSystem = z.object({
  since: instant,
  reason: pauseReason,
  /** Mails in the outbox, which go out when it is resumed, unless they are discarded. */
  mailsWaiting: z.number().int(),
});
export type PausedSystem = z.infer<typeof pausedSystem>;
export const resumeBody = z.object({ discardMails: z.boolean() });
export const resumeAnswer = z.object({ discardedMails: z.number().int() });

export const healthCheck = z.object({
  name: z.string(),
  state: healthState,
  text: z.string(),
  remedy: z.string().nullable(),
});
/** The administrators' health page. */
export const healthReport = z.object({
  checkedAt: instant,
  state: healthState,
  version: z.string(),
  startedAt: instant,
  database: z.string(),
  checks: z.array(healthCheck),
  /** Null: it works. */
  paused: pausedSystem.nullable(),
  counts: z.record(z.string(), z.number()),
});
export type HealthReport = z.infer<typeof healthReport>;

export const readiness = z.object({ ready: z.boolean(), checks: z.record(z.string(), z.boolean()) });
export const liveness = z.object({ live: z.literal(true) });

export const auditRecord = z.object({
  id: z.string(),
  at: instant,
  actor: z.string(),
  actorId: z.string().nullable(),
  action: z.string(),
  outcome: z.enum(['done', 'refused', 'failed']),
  subject: z.string().nullable(),
  address: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
  /** What the ids in `actor`, `subject` and `details` are called now; what is gone is not among them. */
  names: z.record(z.string(), z.string()),
  /** A package's words for its own action (under `action`) and for the members of `details`; empty for the desk's own. */
  words: z.record(z.string(), localized),
});
export type AuditRecord = z.infer<typeof auditRecord>;

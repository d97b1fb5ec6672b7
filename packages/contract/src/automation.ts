import { z } from 'zod';
import { id, instant, pageOf, pageQuery, subject, timeZone } from './common.ts';

/** waiting: due later · queued: due now · running · succeeded · failed · merged: another run did its work. */
export const runState = z.enum(['waiting', 'queued', 'running', 'succeeded', 'failed', 'merged']);
export type RunState = z.infer<typeof runState>;

export const runTrigger = z.object({
  kind: z.enum(['action', 'schedule', 'rule', 'installation', 'system']),
  /** Who pressed it; null for schedules and rules. */
  personId: z.string().nullable(),
  personName: z.string().nullable(),
  /** The action, schedule or rule. */
  name: z.string(),
});

export const run = z.object({
  id,
  package: z.string().nullable(),
  workflow: z.string(),
  /** What the workflow does, in words; its name where nobody is there to say. */
  title: z.string(),
  version: z.string(),
  state: runState,
  trigger: runTrigger,
  subject: subject.nullable(),
  dueAt: instant,
  createdAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  errorCode: z.string().nullable(),
  errorText: z.string().nullable(),
  result: z.unknown(),
});
export type Run = z.infer<typeof run>;

export const runLogLine = z.object({
  seq: z.number().int(),
  at: instant,
  level: z.enum(['info', 'warning', 'error']),
  text: z.string(),
});
export const runDetail = run.extend({
  log: z.array(runLogLine),
  /** What the result says to people, in the workflow's words; members without a word of its own are left out. */
  resultFacts: z.array(
    z.object({ label: z.string(), value: z.union([z.string(), z.number(), z.boolean()]) }),
  ),
});
export type RunDetail = z.infer<typeof runDetail>;

export const runsQuery = pageQuery.extend({
  /** A workflow's name, or a part of its name or its title. */
  workflow: z.string().max(200).optional(),
  state: runState.optional(),
  subjectType: z.string().max(60).optional(),
  subjectId: z.string().max(200).optional(),
});
export const runsPage = pageOf(run);

export const engineActivation = z.object({
  id: z.string(),
  package: z.string(),
  name: z.string(),
  workflows: z.array(z.string()),
  state: z.enum(['not_activated', 'active', 'paused']),
  localTime: z.string(),
  timeZone: z.string(),
  nextRunAt: instant.nullable(),
  lastRun: run.nullable(),
});
export type EngineActivation = z.infer<typeof engineActivation>;
export const engineActivations = z.object({ items: z.array(engineActivation) });
export const updateEngineActivationBody = z.object({
  localTime: z
    .string()
    .regex(/^\d\d:\d\d$/)
    .optional(),
  timeZone: timeZone.optional(),
  paused: z.boolean().optional(),
});

export const complianceRule = z.object({
  package: z.string(),
  name: z.string(),
  description: z.string(),
  workflow: z.string(),
  lastRun: run.nullable(),
});
export const complianceRules = z.object({ items: z.array(complianceRule) });

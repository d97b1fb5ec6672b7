import { z } from 'zod';
import { activitySummary } from './activities.ts';
import { id, instant, teamRef } from './common.ts';

/** An activity that wants something of the reader. */
export const workItem = activitySummary
  .pick({
    id: true,
    number: true,
    kind: true,
    subject: true,
    state: true,
    priority: true,
    initiator: true,
    responsible: true,
    team: true,
    createdAt: true,
    updatedAt: true,
  })
  .extend({
    /** When its initiator wrote something that the reader has not seen; null: nothing is unread. */
    unreadSince: instant.nullable(),
  });
export type WorkItem = z.infer<typeof workItem>;

/** The first ones, and how many there are in all. */
const workList = z.object({ items: z.array(workItem), total: z.number().int() });
export type WorkList = z.infer<typeof workList>;

/** What an agent does next. */
export const dashboardWork = z.object({
  /** Mine, open and not on hold: the most urgent first, then the oldest. */
  waiting: workList,
  /** Mine with a reply of the initiator that I have not read, the newest reply first. */
  replies: workList,
  /** Of my teams, with nobody responsible. */
  unassigned: workList,
});
export type DashboardWork = z.infer<typeof dashboardWork>;

/** How old an open activity is, youngest first; `older` is more than 30 days. */
export const ages = ['day', 'threeDays', 'week', 'month', 'older'] as const;

export const figuresQuery = z.object({ days: z.coerce.number().int().min(7).max(90).default(30) });

/** The desk in figures; days are those of the reader's time zone, the last one is today. */
export const dashboardFigures = z.object({
  open: z.number().int(),
  unassigned: z.number().int(),
  /** Open ones by team, the team with the most first; per age in the order of `ages`. */
  teams: z.array(z.object({ team: teamRef.nullable(), open: z.array(z.number().int()).length(ages.length) })),
  /** `at` is the day's first instant. */
  days: z.array(z.object({ at: instant, created: z.number().int(), closed: z.number().int() })),
});
export type DashboardFigures = z.infer<typeof dashboardFigures>;

/** Of what one reported: activities with something new to read. */
export const unreadAnswer = z.object({ activities: z.array(id) });

/** What an installation needs before anybody can work with it; packages add steps of their own (`first_steps`). */
const firstStepNames = ['mail', 'people', 'package'] as const;
export const firstSteps = z.object({
  dismissed: z.boolean(),
  steps: z.array(z.object({ name: z.enum(firstStepNames), done: z.boolean() })),
});
export type FirstSteps = z.infer<typeof firstSteps>;
export const dismissFirstStepsBody = z.object({ dismissed: z.boolean() });

import { z } from 'zod';
import { addonOffers } from './actions.ts';
import { id, instant, pageOf, pageQuery, personRef, teamRef } from './common.ts';
import { localizedContent } from './content.ts';
import { problemCodes } from './problems.ts';

export const activityKinds = ['incident', 'service_request', 'ticket'] as const;
export const activityKind = z.enum(activityKinds);
export type ActivityKind = z.infer<typeof activityKind>;

/** Matrix42's numbers (facts/matrix42-esm.md §8.2). */
export const activityStates = {
  new: 200,
  assigned: 201,
  inProgress: 202,
  onHold: 203,
  closed: 204,
  solved: 220,
} as const;
export const activityState = z.union([
  z.literal(200),
  z.literal(201),
  z.literal(202),
  z.literal(203),
  z.literal(204),
  z.literal(220),
]);
export type ActivityState = z.infer<typeof activityState>;

export const transitions = ['accept', 'take_over', 'hold', 'solve', 'close', 'reopen', 'forward'] as const;
export const transition = z.enum(transitions);
export type Transition = z.infer<typeof transition>;

/** 0 without, 1 low, 2 medium, 3 high. */
export const priority = z.number().int().min(0).max(3);

/** How soon, and how many or how much it concerns: 1 low, 2 medium, 3 high. Both together make the priority. */
export const level = z.number().int().min(1).max(3);

export const assetRef = z.object({ id, name: z.string(), inventoryNumber: z.string().nullable() });

export const activitySummary = z.object({
  id,
  number: z.string(),
  kind: activityKind,
  subject: z.string(),
  state: activityState,
  priority,
  initiator: personRef.nullable(),
  responsible: personRef.nullable(),
  team: teamRef.nullable(),
  createdAt: instant,
  updatedAt: instant,
});
export type ActivitySummary = z.infer<typeof activitySummary>;

/** As the list has it. The version is for optimistic locking: sent back with every change. */
export const listedActivity = activitySummary.extend({ version: z.number().int() });
export type ListedActivity = z.infer<typeof listedActivity>;

export const activity = listedActivity.extend({
  description: z.string(),
  /** What the priority follows from; null where it was chosen by itself. */
  urgency: level.nullable(),
  impact: level.nullable(),
  solution: z.string().nullable(),
  closedAt: instant.nullable(),
  assets: z.array(assetRef),
});
export type Activity = z.infer<typeof activity>;

export const activityView = z.enum(['all', 'mine', 'my_teams', 'unassigned', 'recently_closed']);
export const activitySort = z.enum(['updatedAt', 'createdAt', 'number', 'subject', 'state', 'priority']);

export const activitiesQuery = pageQuery.extend({
  view: activityView.default('all'),
  search: z.string().max(200).optional(),
  /** Comma separated state numbers. */
  states: z.string().max(60).optional(),
  kind: activityKind.optional(),
  team: id.optional(),
  /** Those that this person reported. */
  initiator: id.optional(),
  /** Those that this person is responsible for. */
  responsible: id.optional(),
  sort: activitySort.default('updatedAt'),
  direction: z.enum(['asc', 'desc']).default('desc'),
});
export const activitiesPage = pageOf(listedActivity);

export const createActivityBody = z.object({
  kind: activityKind,
  subject: z.string().trim().min(1).max(400),
  description: z.string().max(20_000).default(''),
  initiatorId: id,
  teamId: id.nullable().default(null),
  priority: priority.default(1),
  /** Given both, the priority follows from them. */
  urgency: level.optional(),
  impact: level.optional(),
  assetIds: z.array(id).max(20).default([]),
});

export const updateActivityBody = z.object({
  version: z.number().int(),
  subject: z.string().trim().min(1).max(400).optional(),
  description: z.string().max(20_000).optional(),
  initiatorId: id.optional(),
  /** Chosen by itself: urgency and impact no longer count. */
  priority: priority.optional(),
  /** Both or none: the priority follows from them. */
  urgency: level.optional(),
  impact: level.optional(),
});

/** Open activities that may be about the same: with words of the text, or of the same initiator. */
export const similarQuery = z.object({ text: z.string().max(500).default(''), initiatorId: id.optional() });
export const similarActivities = z.object({ items: z.array(listedActivity) });

const versioned = z.object({ id, version: z.number().int() });
const several = <T extends z.ZodType>(item: T) => z.array(item).min(1).max(100);

/** Undoes taking over or forwarding: how the activity stood before. Refused when anything else has changed it since. */
const putBack = versioned.extend({
  state: activityState,
  responsibleId: id.nullable(),
  teamId: id.nullable(),
});
export type PutBack = Omit<z.output<typeof putBack>, 'id'>;

/** The same for several activities, each for itself: what one of them refuses, the others do all the same. */
export const bulkBody = z.discriminatedUnion('action', [
  z.object({ action: z.literal('take_over'), items: several(versioned) }),
  z.object({
    action: z.literal('forward'),
    items: several(versioned),
    note: z.string().trim().max(10_000).optional(),
    /** Exactly one of the two. */
    personId: id.optional(),
    teamId: id.optional(),
  }),
  z.object({ action: z.literal('priority'), items: several(versioned.extend({ priority })) }),
  z.object({ action: z.literal('put_back'), items: several(putBack) }),
]);
export type BulkBody = z.output<typeof bulkBody>;
export const bulkAnswer = z.object({
  items: z.array(
    z.object({
      id,
      /** Null: refused. */
      version: z.number().int().nullable(),
      /** Why it was refused, in the reader's language. */
      refusal: z.object({ code: z.enum(problemCodes), text: z.string() }).nullable(),
    }),
  ),
});

export const transitionBody = z.object({
  transition,
  version: z.number().int(),
  note: z.string().trim().max(10_000).optional(),
  /** Only for `forward`: exactly one of the two. */
  personId: id.optional(),
  teamId: id.optional(),
});

export const linkAssetBody = z.object({ assetId: id });

export const journalEntry = z.object({
  id,
  at: instant,
  author: z.object({
    kind: z.enum(['person', 'package', 'system']),
    id: z.string().nullable(),
    name: z.string(),
  }),
  visibility: z.enum(['internal', 'requester']),
  /** e.g. `comment`, `transition`, `package`. */
  kind: z.string(),
  content: localizedContent,
  /** The entry that this one replaces in meaning; the older stays readable. */
  supersedes: id.nullable(),
});
export type JournalEntry = z.infer<typeof journalEntry>;
export const journalPage = pageOf(journalEntry);

/** `requester`: no more than the requester may see, whoever asks. */
export const journalQuery = pageQuery.extend({ audience: z.enum(['all', 'requester']).default('all') });

export const commentBody = z.object({
  text: z.string().trim().min(1).max(20_000),
  visibility: z.enum(['internal', 'requester']).default('internal'),
});

/** What may be done with this activity now, by the one who asks. */
export const activityOffers = z.object({
  transitions: z.array(transition),
  ...addonOffers.shape,
});
export type ActivityOffers = z.infer<typeof activityOffers>;

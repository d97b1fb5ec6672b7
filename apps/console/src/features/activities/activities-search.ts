import { activityKind, activitySort, activityState, activityView } from '@fernwart/contract';
import { z } from 'zod';

/** The list's whole state, as it stands in the address. */
export const activitiesSearch = z.object({
  view: activityView.optional().catch(undefined),
  search: z.string().max(200).optional().catch(undefined),
  /** Comma separated state numbers. */
  states: z
    .string()
    .regex(/^\d{3}(,\d{3})*$/)
    .optional()
    .catch(undefined),
  kind: activityKind.optional().catch(undefined),
  team: z.uuid().optional().catch(undefined),
  responsible: z.uuid().optional().catch(undefined),
  sort: activitySort.optional().catch(undefined),
  direction: z.enum(['asc', 'desc']).optional().catch(undefined),
  cursor: z.string().max(500).optional().catch(undefined),
  /** The row whose preview is shown. */
  selected: z.uuid().optional().catch(undefined),
});
export type ActivitiesSearch = z.output<typeof activitiesSearch>;

export function statesOf(search: ActivitiesSearch) {
  const numbers = search.states?.split(',').map(Number) ?? [];
  return numbers.flatMap((number) => activityState.safeParse(number).data ?? []);
}

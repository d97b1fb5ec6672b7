import { z } from 'zod';
import { activitiesQuery } from './activities.ts';
import { id } from './common.ts';

export const mostSavedFilters = 50;

const { view, search, states, kind, team, sort, direction } = activitiesQuery.shape;

/** A cut through the activities that somebody comes back to. */
export const activitiesFilter = z.object({
  view: view.unwrap().optional(),
  search,
  states,
  kind,
  team,
  sort: sort.unwrap().optional(),
  direction: direction.unwrap().optional(),
});
export type SavedActivitiesFilter = z.infer<typeof activitiesFilter>;

const name = z.string().trim().min(1).max(80);
export const savedFilter = z.object({ id, name: z.string(), filter: activitiesFilter });
export type SavedFilter = z.infer<typeof savedFilter>;
/** By name. */
export const savedFilters = z.object({ items: z.array(savedFilter) });
export const saveFilterBody = z.object({ name, filter: activitiesFilter });
export const changeFilterBody = z.object({ name: name.optional(), filter: activitiesFilter.optional() });

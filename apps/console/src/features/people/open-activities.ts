import { activitiesQuery } from '../activities/activities-api.ts';

/** States in which somebody has to do with an activity still. */
export const openStates = '200,201,202,203';

/** How many open activities somebody is responsible for, as `total`; left out where there are too many to count. */
export function openActivitiesOf(person: string) {
  return activitiesQuery({ responsible: person, states: openStates, limit: 1 });
}

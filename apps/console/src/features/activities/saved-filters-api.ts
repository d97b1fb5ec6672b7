import { activitiesFilter, type SavedActivitiesFilter, savedFilter, savedFilters } from '@fernwart/contract';
import { queryOptions } from '@tanstack/react-query';
import { command, request } from '../../app/api/request.ts';
import type { ActivitiesSearch } from './activities-search.ts';

export const savedFiltersQuery = queryOptions({
  queryKey: ['saved-filters'],
  queryFn: ({ signal }) => request('GET', '/saved-filters', savedFilters, { signal }),
});

/** What of the list's address is worth keeping: not the page, not the row. */
export function filterOf(search: ActivitiesSearch): SavedActivitiesFilter {
  return activitiesFilter.parse(search);
}

export function saveFilter(name: string, filter: SavedActivitiesFilter) {
  return request('POST', '/saved-filters', savedFilter, { body: { name, filter } });
}

export function changeFilter(id: string, change: { name?: string; filter?: SavedActivitiesFilter }) {
  return request('PATCH', `/saved-filters/${id}`, savedFilter, { body: change });
}

export function deleteFilter(id: string): Promise<void> {
  return command('DELETE', `/saved-filters/${id}`);
}

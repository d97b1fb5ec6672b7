import type { Query } from '@tanstack/react-query';

/** A query's live topics: those named in its `meta`, and those that its answer names (panels do). */
export function topicsOf(query: Pick<Query, 'meta' | 'state'>): readonly string[] {
  return [...(query.meta?.topics ?? []), ...topicsInAnswer(query.state.data)];
}

function topicsInAnswer(data: unknown): readonly string[] {
  if (typeof data !== 'object' || data === null || !('topics' in data) || !Array.isArray(data.topics))
    return [];
  return data.topics.filter((topic) => typeof topic === 'string');
}

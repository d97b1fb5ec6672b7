import type { QueryClient } from '@tanstack/react-query';
import { topicsOf } from './topics.ts';

/** Refetches what depends on these topics, after a change of one's own: sooner than its live event. */
export async function touch(client: QueryClient, ...topics: readonly string[]): Promise<void> {
  await client.invalidateQueries({
    predicate: (query) => topicsOf(query).some((topic) => topics.includes(topic)),
  });
}

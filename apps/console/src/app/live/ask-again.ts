import type { Query, QueryClient } from '@tanstack/react-query';
import { topicsOf } from './topics.ts';

/**
 * Asks again for every answer that this concerns and somebody looks at. An answer that is on its way for the first time
 * may be older than the change, and a second question only joins the first one: it is asked for once more when it has
 * come.
 */
export async function askAgain(
  client: QueryClient,
  concerns: (topics: readonly string[]) => boolean,
): Promise<void> {
  const predicate = (query: Query) => concerns(topicsOf(query));
  const first = client
    .getQueryCache()
    .findAll({ predicate, fetchStatus: 'fetching' })
    .filter((query) => query.state.data === undefined);
  const again = first.map((query) =>
    query.promise?.then(
      () => client.invalidateQueries({ predicate: (each) => each === query }),
      // Whoever looks at it is told of the failure, and may try again.
      () => undefined,
    ),
  );
  await Promise.all([client.invalidateQueries({ predicate }), ...again]);
}

import type { QueryClient } from '@tanstack/react-query';
import { askAgain } from './ask-again.ts';

/** Asks again for what depends on these topics, after a change of one's own: sooner than its live event. */
export function touch(client: QueryClient, ...topics: readonly string[]): Promise<void> {
  return askAgain(client, (those) => those.some((topic) => topics.includes(topic)));
}

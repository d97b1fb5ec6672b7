import type { Query } from '@tanstack/react-query';

const shortest = 10_000;
const longest = 60_000;

/**
 * For `refetchInterval`, in milliseconds: what a package did not say in time is asked for again by itself, later each
 * time, so that many open pages do not keep a server slow.
 */
export function untilComplete<Answer extends { readonly isComplete: boolean }>({
  state,
}: {
  readonly state: Pick<Query<Answer>['state'], 'data' | 'dataUpdateCount'>;
}): number | false {
  return state.data?.isComplete === false && Math.min(shortest * state.dataUpdateCount, longest);
}

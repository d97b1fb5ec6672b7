import type { Query } from '@tanstack/react-query';

const pauseMilliseconds = 10_000;

/** For `refetchInterval`: what a package did not say in time is asked for again by itself. */
export function untilComplete<Answer extends { readonly isComplete: boolean }>(
  query: Pick<Query<Answer>, 'state'>,
): number | false {
  return query.state.data?.isComplete === false ? pauseMilliseconds : false;
}

import type { Me } from '@fernwart/contract';
import { useSuspenseQuery } from '@tanstack/react-query';
import { sessionQuery } from './people-api.ts';

/** Who is signed in; the frame's pages are only drawn once that is known. */
export function useMe(): Me {
  return useSuspenseQuery(sessionQuery).data;
}

import { QueryCache, QueryClient } from '@tanstack/react-query';
import { errorCode } from './api-error.ts';

declare module '@tanstack/react-query' {
  interface Register {
    queryMeta: {
      /** Live topics whose events make this answer stale. */
      readonly topics?: readonly string[];
    };
  }
}

/** Answers stay fresh by live events, not by polling; what a caller got wrong is not asked again. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (errorCode(error) === 'not_signed_in') onSignedOut();
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) => errorCode(error) === 'unreachable' && failures < 2,
      },
    },
  });
}

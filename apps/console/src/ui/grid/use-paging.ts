import { useNavigate, useRouterState } from '@tanstack/react-router';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** The cursors of the pages before this one, the first page's being empty. */
    trail?: readonly string[];
  }
}

/** Pages live in the address as `cursor`; the way back lives in the history entry. */
export function usePaging(cursor: string | undefined) {
  const navigate = useNavigate();
  const trail = useRouterState({ select: (state) => state.location.state.trail });
  function go(next: string | undefined, nextTrail: readonly string[]): void {
    void navigate({
      to: '.',
      search: ((before: Record<string, unknown>) => ({
        ...before,
        cursor: next,
        selected: undefined,
      })) as never,
      state: (before) => ({ ...before, trail: nextTrail }),
    });
  }
  return {
    depth: cursor === undefined ? 0 : trail?.length,
    onFirst: () => go(undefined, []),
    onBack: () => go(trail?.at(-1) || undefined, trail?.slice(0, -1) ?? []),
    onNext: (next: string) => go(next, [...(cursor === undefined ? [] : (trail ?? [])), cursor ?? '']),
  };
}

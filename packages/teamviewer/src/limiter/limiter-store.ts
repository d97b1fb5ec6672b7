/** Calls counted in one cell of the window. Times are whole epoch seconds. */
export interface LimiterCell {
  readonly at: number;
  readonly calls: number;
}

/** What is remembered of one function of one connection. Plain JSON: it fits one `jsonb` column. */
export interface LimiterState {
  /** Oldest first; cells that have left the window are dropped with the next change. */
  readonly cells: readonly LimiterCell[];
  /** The last refusal: when it came, until when it holds, and whether TeamViewer named that time itself. */
  readonly refusal?: {
    readonly at: number;
    readonly until: number;
    readonly told: boolean;
    readonly inARow: number;
  };
  /** What background work takes for the quota until `until`, learnt from a refusal. */
  readonly ceiling?: { readonly calls: number; readonly until: number };
}

/** What {@link LimiterStore.change} asks of the step it is given. */
export type LimiterStep<T> = (state: LimiterState | undefined) => {
  readonly state: LimiterState;
  readonly result: T;
};

/**
 * Where a connection's counts are kept. A store knows no policy: it makes one atomic read–change–write.
 *
 * `step` is pure and quick and may be run again, so both of the usual ways work on a table
 * `(connection, function, state jsonb, version int)` that several nodes share: `select … for update` around it, or
 * `update … where version = $read` repeated until it hits. A store belongs to **one** connection.
 */
export interface LimiterStore {
  change<T>(fn: string, step: LimiterStep<T>): Promise<T>;
}

/** Keeps the counts in this process; for tests and for programs that run on one node. */
export function createMemoryLimiterStore(): LimiterStore {
  const states = new Map<string, LimiterState>();
  return {
    change: async (fn, step) => {
      const { state, result } = step(states.get(fn));
      states.set(fn, state);
      return result;
    },
  };
}

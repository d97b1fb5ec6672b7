/** One database session, held by one user at a time. */
export interface Session {
  query(
    text: string,
    values: readonly unknown[],
  ): Promise<{ command: string; rowCount: number; rows: unknown[] }>;
  /** An error discards the session. */
  release(error?: Error): void;
}

/** What Kysely's PostgreSQL dialect needs of a pool, and listening. */
export interface SessionPool {
  connect(): Promise<Session>;
  end(): Promise<void>;
  /** Sessions that are open, of them idle ones, and how many wait for one. */
  use(): { open: number; idle: number; wanted: number };
  listen(
    channel: string,
    onNotification: (payload: string) => void,
    onGap: () => void,
  ): Promise<() => Promise<void>>;
}

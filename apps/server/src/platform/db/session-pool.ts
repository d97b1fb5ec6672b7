/** One database session, held by one user at a time. Statements are answered in the order in which they are asked. */
export interface Session {
  query(
    text: string,
    values: readonly unknown[],
  ): Promise<{ command: string; rowCount: number; rows: unknown[] }>;
  /** An error discards the session. */
  release(error?: Error): void;
}

/** Sessions to be lent, and listening. */
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

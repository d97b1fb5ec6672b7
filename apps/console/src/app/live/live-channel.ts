/**
 * One event stream for the whole browser: browsers allow six connections per host, and every tab wants events.
 * The tabs elect a leader by a Web Lock; the leader holds the stream for all tabs' topics and passes events on.
 * A tab that is gone is noticed by its own lock being free.
 */
export interface LiveChannel {
  /** The topics that this tab wants to hear of from now on. */
  want(topics: readonly string[]): void;
  close(): void;
}

export interface LiveListener {
  /** Something about this topic has changed. */
  onTopic(topic: string): void;
  /** Events may have been missed: all of them, or those of the topics named. */
  onGap(topics: readonly string[] | null): void;
  /** Whether the stream stands; false after it broke off, until it stands again. */
  onConnection(connected: boolean): void;
}

export type Message =
  | { readonly kind: 'want'; readonly tab: string; readonly topics: readonly string[] }
  | { readonly kind: 'who' }
  | { readonly kind: 'topic'; readonly topic: string }
  | { readonly kind: 'gap'; readonly topics: readonly string[] | null }
  | { readonly kind: 'connection'; readonly connected: boolean };

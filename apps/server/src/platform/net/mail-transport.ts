export interface MailMessage {
  /** With its angle brackets; the same for every attempt, so that the receiver can tell a repetition. */
  readonly messageId: string;
  readonly at: Temporal.Instant;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
}

/**
 * What became of one attempt. `accepted`: the mail server took it · `refused`: it never will take this mail · `later`: it did
 * not take it now · `unknown`: the message was handed over, but the answer was lost. Reasons are short and hold no secrets.
 */
export type Delivery =
  | { readonly kind: 'accepted' }
  | ({ readonly kind: 'refused' } & Failure)
  | ({ readonly kind: 'later' | 'unknown' } & Failure);

interface Failure {
  readonly reason: string;
  /** What it lies at, where that can be told. */
  readonly trouble?: MailTrouble | null;
}

/** `blocked_host`: an address where no mail server lives · `unreachable`: nobody listens there. */
export type MailTrouble =
  | 'unknown_host'
  | 'blocked_host'
  | 'unreachable'
  | 'timeout'
  | 'tls'
  | 'credentials'
  | 'sender'
  | 'recipient';

export interface Attempt {
  /** Ends the attempt, as if the connection had broken; the answer to what was handed over is waited for a moment. */
  readonly signal?: AbortSignal;
  /**
   * Waited for before the end of the message is sent. Until then the mail server has nothing that it may deliver (RFC 5321
   * §4.1.1.4); where this rejects, the end is not sent, and the mail is for later.
   */
  readonly beforeHandOver?: () => Promise<void>;
}

export interface MailTransport {
  /**
   * Never rejects for what a mail server or the network does. Rejects with code `inside_transaction` inside one.
   */
  deliver(message: MailMessage, attempt?: Attempt): Promise<Delivery>;
}

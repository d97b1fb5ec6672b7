import type { ParsedMail } from 'mailparser';

/** A mail as the catcher received it. */
export interface CaughtMail {
  readonly number: number;
  readonly receivedAt: string;
  readonly messageId: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
}

export function caughtMail(mail: ParsedMail, number: number, at: Temporal.Instant): CaughtMail {
  const to = Array.isArray(mail.to) ? mail.to.map((each) => each.text).join(', ') : (mail.to?.text ?? '');
  return {
    number,
    receivedAt: at.toString({ smallestUnit: 'second' }),
    messageId: mail.messageId ?? '',
    from: mail.from?.text ?? '',
    to,
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html || null,
  };
}

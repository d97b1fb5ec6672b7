import type { MailTrouble } from './mail-transport.ts';

/** How Node and nodemailer tell what went wrong. */
interface Told {
  readonly code?: string;
  readonly command?: string;
  readonly message: string;
}

const signs: readonly (readonly [MailTrouble, RegExp])[] = [
  ['blocked_host', /^host_not_allowed /],
  ['credentials', /^EAUTH /],
  ['unknown_host', /^(EDNS|ENOTFOUND|EAI_AGAIN|ENODATA) |ENOTFOUND|EAI_AGAIN/],
  ['tls', /^(ETLS|ERR_TLS\w*|ERR_SSL\w*|\w*CERT\w*) |certificate|wrong version number|\bSSL\b|\bTLS\b/i],
  ['unreachable', /ECONNREFUSED|EHOSTUNREACH|ENETUNREACH/],
  ['timeout', /^ETIMEDOUT |took too long|timeout|Greeting never received/i],
];

/** What somebody who set the mail server up can do something about; null: its own words say all that is known. */
export function mailTrouble({ code = '', command, message }: Told): MailTrouble | null {
  if (command === 'MAIL FROM') return 'sender';
  if (command === 'RCPT TO') return 'recipient';
  return signs.find(([, sign]) => sign.test(`${code} ${message}`))?.[0] ?? null;
}

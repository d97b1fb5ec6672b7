import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { mailListPage, mailPage } from './pages.ts';

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

export interface MailCatcher {
  readonly smtpUrl: string;
  readonly origin: string;
  /** Oldest first. */
  readonly mails: readonly CaughtMail[];
  close(): Promise<void>;
}

const keep = 500;

/**
 * Takes every mail over SMTP and shows it on a page; nothing leaves this machine. Rejects when a port is taken.
 * The mails are kept as sent; on the page, links to real hosts lead to their stand-ins, as FERNWART_HOSTS says.
 */
export async function startMailCatcher(
  ports: { smtp: number; page: number },
  hosts: Readonly<Record<string, string>>,
): Promise<MailCatcher> {
  const mails: CaughtMail[] = [];
  let received = 0;

  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onData(stream, _session, done) {
      simpleParser(stream).then(
        (mail) => {
          received += 1;
          mails.push(caught(mail, received));
          if (mails.length > keep) mails.shift();
          done();
        },
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
      );
    },
  });
  smtp.on('error', () => undefined);
  const smtpListener = smtp.listen(ports.smtp, '127.0.0.1');
  await once(smtpListener, 'listening');

  const http = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://catcher');
    if (url.pathname === '/api/mails') {
      response.setHeader('content-type', 'application/json; charset=utf-8');
      response.end(JSON.stringify(mails));
      return;
    }
    const number = /^\/mails\/(\d+)$/.exec(url.pathname)?.[1];
    const mail = number === undefined ? undefined : mails.find((each) => each.number === Number(number));
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'",
    );
    if (url.pathname !== '/' && !mail) {
      response.statusCode = 404;
      response.end('No such mail.');
      return;
    }
    response.end(mail ? mailPage(mail, hosts) : mailListPage(mails));
  });
  http.listen(ports.page, '127.0.0.1');
  try {
    await once(http, 'listening');
  } catch (error) {
    smtp.close(() => undefined);
    throw error;
  }

  return {
    smtpUrl: `smtp://127.0.0.1:${portOf(smtpListener.address())}`,
    origin: `http://127.0.0.1:${portOf(http.address())}`,
    mails,
    async close() {
      http.closeAllConnections();
      await Promise.all([
        new Promise<void>((resolve) => http.close(() => resolve())),
        new Promise<void>((resolve) => smtp.close(() => resolve())),
      ]);
    },
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the mail catcher listens on no port');
  return address.port;
}

function caught(mail: ParsedMail, number: number): CaughtMail {
  const to = Array.isArray(mail.to) ? mail.to.map((each) => each.text).join(', ') : (mail.to?.text ?? '');
  return {
    number,
    receivedAt: Temporal.Now.instant().toString({ smallestUnit: 'second' }),
    messageId: mail.messageId ?? '',
    from: mail.from?.text ?? '',
    to,
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html || null,
  };
}

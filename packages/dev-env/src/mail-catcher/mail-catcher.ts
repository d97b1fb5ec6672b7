import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '@fernwart/server';
import { simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';
import { type CaughtMail, caughtMail } from './caught-mail.ts';
import { mailListPage, mailPage } from './pages.ts';

export interface MailCatcher {
  readonly smtpUrl: string;
  readonly origin: string;
  /** Oldest first. */
  readonly mails: readonly CaughtMail[];
  close(): Promise<void>;
}

/**
 * Takes every mail over SMTP and shows it on a page; nothing leaves this machine. Rejects when a port is taken.
 * The newest mails are kept as sent; on the page, links to real hosts lead to their stand-ins, as FERNWART_HOSTS says.
 */
export async function startMailCatcher(
  ports: { smtp: number; page: number },
  hosts: Readonly<Record<string, string>>,
  clock: Pick<Clock, 'now'>,
  keep = 500,
): Promise<MailCatcher> {
  const mails: CaughtMail[] = [];
  let received = 0;

  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onData(stream, _session, done) {
      // A sender that goes away in the middle has sent nothing, and must not end the demo.
      receive(stream).then(
        () => done(),
        (error: Error) => done(error),
      );
    },
  });
  /** What is no mail is taken and forgotten, as a mailbox without a reader would. */
  async function receive(stream: SMTPServerDataStream): Promise<void> {
    const mail = await simpleParser(stream);
    received += 1;
    mails.push(caughtMail(mail, received, clock.now()));
    if (mails.length > keep) mails.shift();
  }
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

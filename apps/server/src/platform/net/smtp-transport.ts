import { isIP } from 'node:net';
import { Readable } from 'node:stream';
import type { SecretValue } from '@fernwart/addon-kit';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { assertOutsideTransaction } from '../db/transaction-guard.ts';
import { mailHostAddress } from './mail-host.ts';
import type { Attempt, Delivery, MailMessage, MailTransport } from './mail-transport.ts';
import { mailTrouble } from './mail-trouble.ts';

export interface SmtpSettings {
  /** `smtp://` takes STARTTLS where it is offered, `smtps://` begins with TLS; user and password where they are asked for. */
  readonly url: SecretValue;
  readonly from: { readonly name: string; readonly address: string };
  /** Nothing is said to a server that offers no TLS. */
  readonly requireTls?: boolean;
  /** Somebody named the host on a page: an address where no mail server lives is not connected to. */
  readonly checkHost?: boolean;
  readonly limits?: SmtpLimits;
}
export interface SmtpLimits {
  /** For connecting and for the greeting, each. */
  readonly connect: Temporal.Duration;
  /** Without a byte from the server. */
  readonly idle: Temporal.Duration;
  /** For everything together. */
  readonly whole: Temporal.Duration;
  /** For the answer to a message that was handed over, once the attempt is ended from our side. */
  readonly lastWord: Temporal.Duration;
}

const usualLimits: SmtpLimits = {
  connect: Temporal.Duration.from({ seconds: 10 }),
  idle: Temporal.Duration.from({ seconds: 20 }),
  whole: Temporal.Duration.from({ seconds: 60 }),
  lastWord: Temporal.Duration.from({ seconds: 5 }),
};
const longestReason = 300;

/** Delivers over SMTP, one connection for each message. */
export function createSmtpTransport(settings: SmtpSettings): MailTransport {
  const { limits = usualLimits } = settings;
  return {
    async deliver(message, attempt = {}) {
      assertOutsideTransaction('Sending a mail');
      const bytes = await compose(settings.from, message);
      const progress: Progress = { handedOver: false };
      const url = new URL(settings.url.reveal());
      const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
      const address = settings.checkHost ? await mailHostAddress(host).catch((error: Error) => error) : host;
      if (typeof address !== 'string')
        return {
          kind: 'later',
          reason: address.message.slice(0, longestReason),
          trouble: mailTrouble(address),
        };
      const connection = open(url, { host, address, requireTls: settings.requireTls ?? false }, limits);
      try {
        return await withinLimit(
          limits,
          attempt.signal,
          progress,
          converse(connection, settings, message, {
            size: bytes.length,
            source: Readable.from(handOver(bytes, attempt, progress)),
          }),
        );
      } catch (error) {
        connection.close();
        return judge(error as SmtpError, progress);
      }
    },
  };
}

interface Progress {
  /** From here on the server may have the whole message, whatever we hear of it. */
  handedOver: boolean;
}

/** How nodemailer tells what went wrong; `responseCode` and `command` only when the server answered. */
interface SmtpError extends Error {
  readonly code?: string;
  readonly command?: string;
  readonly response?: string;
  readonly responseCode?: number;
}

function open(
  url: URL,
  at: { host: string; address: string; requireTls: boolean },
  limits: SmtpLimits,
): SMTPConnection {
  const secure = url.protocol === 'smtps:';
  return new SMTPConnection({
    host: at.address,
    // The certificate is that of the name, whatever address the name has.
    ...(isIP(at.host) === 0 ? { servername: at.host } : {}),
    requireTLS: at.requireTls,
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    connectionTimeout: limits.connect.total('milliseconds'),
    greetingTimeout: limits.connect.total('milliseconds'),
    dnsTimeout: limits.connect.total('milliseconds'),
    socketTimeout: limits.idle.total('milliseconds'),
    socketCloseTimeout: 0,
    maxResponseSize: 64 * 1024,
  });
}

async function converse(
  connection: SMTPConnection,
  settings: SmtpSettings,
  message: MailMessage,
  { size, source }: { size: number; source: Readable },
): Promise<Delivery> {
  const url = new URL(settings.url.reveal());
  // One listener for the whole conversation: whatever breaks it ends whichever step is under way.
  const broken = new Promise<never>((_resolve, reject) => connection.once('error', reject));
  broken.catch(() => undefined);
  await Promise.race([broken, called((done) => connection.connect(done))]);
  if (url.username !== '') {
    const credentials = { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) };
    await Promise.race([broken, called((done) => connection.login({ credentials }, done))]);
  }
  const envelope = { from: settings.from.address, to: [message.to.address], size };
  await Promise.race([broken, called((done) => connection.send(envelope, source, done))]);
  // Taken is taken: nobody waits for the good-bye, and how it goes is of no interest.
  connection.on('error', () => undefined);
  connection.quit();
  return { kind: 'accepted' };
}

/** Is read once the server has said that it is ready for the message; the end of the message follows the end of this. */
async function* handOver(bytes: Buffer, attempt: Attempt, progress: Progress): AsyncGenerator<Buffer> {
  yield bytes;
  await attempt.beforeHandOver?.();
  progress.handedOver = true;
}

function called(start: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => start((error) => (error ? reject(error) : resolve())));
}

async function withinLimit<T>(
  limits: SmtpLimits,
  signal: AbortSignal | undefined,
  progress: Progress,
  work: Promise<T>,
): Promise<T> {
  const ended = Promise.withResolvers<never>();
  const late = () => ended.reject(new Error('the mail server took too long'));
  const over = () => ended.reject(new Error('the attempt was ended'));
  // A restart need not make a second copy: the server is about to say whether it has the first.
  const aborted = () => {
    if (!progress.handedOver) return over();
    lastWord = setTimeout(over, limits.lastWord.total('milliseconds'));
  };
  const timer = setTimeout(late, limits.whole.total('milliseconds'));
  let lastWord: NodeJS.Timeout | undefined;
  signal?.addEventListener('abort', aborted, { once: true });
  if (signal?.aborted) aborted();
  work.catch(() => undefined);
  try {
    return await Promise.race([ended.promise, work]);
  } finally {
    clearTimeout(timer);
    clearTimeout(lastWord);
    signal?.removeEventListener('abort', aborted);
  }
}

const aboutThisMail = new Set(['MAIL FROM', 'RCPT TO', 'DATA']);

/** What an error means for the mail: only an answer to its own commands with 5xx is final (RFC 5321 §4.2.1). */
function judge(error: SmtpError, progress: Progress): Delivery {
  const told = {
    reason: (error.response ?? error.message).slice(0, longestReason),
    trouble: mailTrouble(error),
  };
  const answered = error.responseCode !== undefined && aboutThisMail.has(error.command ?? '');
  if (answered && (error.responseCode ?? 0) >= 500) return { kind: 'refused', ...told };
  if (error.code === 'EMESSAGE' && error.responseCode === undefined) return { kind: 'refused', ...told };
  if (progress.handedOver && !answered) return { kind: 'unknown', ...told };
  return { kind: 'later', ...told };
}

async function compose(from: SmtpSettings['from'], message: MailMessage): Promise<Buffer> {
  const composer = new MailComposer({
    from: { name: from.name, address: from.address },
    to: { name: message.to.name, address: message.to.address },
    subject: message.subject,
    text: message.text,
    ...(message.html === null ? {} : { html: message.html }),
    messageId: message.messageId,
    date: new Date(message.at.epochMilliseconds),
    // RFC 3834: nobody's absence note answers.
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

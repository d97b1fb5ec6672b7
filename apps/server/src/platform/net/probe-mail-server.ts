import type { SecretValue } from '@fernwart/addon-kit';
import SMTPConnection from 'nodemailer/lib/smtp-connection';

/** Connects and signs in as for a mail, and sends none. Answers null when that worked, else a short reason. */
export async function probeMailServer(
  at: { readonly url: SecretValue; readonly requireTls: boolean },
  patience: Temporal.Duration,
): Promise<string | null> {
  const url = new URL(at.url.reveal());
  const secure = url.protocol === 'smtps:';
  const wait = patience.total('milliseconds');
  const connection = new SMTPConnection({
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    requireTLS: at.requireTls,
    connectionTimeout: wait,
    greetingTimeout: wait,
    dnsTimeout: wait,
    socketTimeout: wait,
  });
  const credentials =
    url.username === ''
      ? null
      : { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) };
  try {
    await new Promise<void>((resolve, reject) => {
      connection.once('error', reject);
      connection.connect((refused) => {
        if (refused) reject(refused);
        else if (credentials === null) resolve();
        else connection.login({ credentials }, (wrong) => (wrong ? reject(wrong) : resolve()));
      });
    });
    connection.quit();
    return null;
  } catch (error) {
    connection.close();
    return (error instanceof Error ? error.message : String(error)).slice(0, 200);
  }
}

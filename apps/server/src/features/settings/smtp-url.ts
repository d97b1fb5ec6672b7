import { Secret, type SecretValue } from '@fernwart/addon-kit';
import type { MailValues } from './model.ts';

/** The address of the mail server as the transport takes it. */
export function smtpUrl(
  { host, port, security, user }: Pick<MailValues, 'host' | 'port' | 'security' | 'user'>,
  password: SecretValue | null,
): SecretValue {
  const scheme = security === 'tls' ? 'smtps' : 'smtp';
  const secret = password === null ? '' : `:${encodeURIComponent(password.reveal())}`;
  const credentials = user ? `${encodeURIComponent(user)}${secret}@` : '';
  return new Secret(`${scheme}://${credentials}${host}:${port}`);
}

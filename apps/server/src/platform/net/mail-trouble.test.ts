import { Secret } from '@fernwart/addon-kit';
import { expect, test } from 'vitest';
import { type SmtpStep, scriptedSmtp } from '../../../testing/scripted-smtp.ts';
import type { MailTrouble } from './mail-transport.ts';
import { createSmtpTransport } from './smtp-transport.ts';

const limits = {
  connect: Temporal.Duration.from({ milliseconds: 400 }),
  idle: Temporal.Duration.from({ milliseconds: 400 }),
  whole: Temporal.Duration.from({ seconds: 5 }),
  lastWord: Temporal.Duration.from({ seconds: 1 }),
};
const troubleWith = async (url: string, more: { requireTls?: boolean; checkHost?: boolean } = {}) => {
  const from = { name: 'Desk', address: 'desk@example.org' };
  const delivery = await createSmtpTransport({ url: new Secret(url), from, limits, ...more }).deliver({
    messageId: '<1@desk.example.org>',
    at: Temporal.Instant.from('2026-01-15T08:00:00Z'),
    to: { name: '', address: 'rita@example.org' },
    subject: 'Test',
    text: 'Test',
    html: null,
  });
  return delivery.kind === 'accepted' ? 'accepted' : delivery.trouble;
};

const answered: [SmtpStep, string, MailTrouble][] = [
  ['AUTH', '535 5.7.8 wrong password', 'credentials'],
  ['MAIL', '550 5.7.1 sender refused', 'sender'],
  ['RCPT', '550 5.1.1 no such user', 'recipient'],
  ['greeting', 'say nothing', 'timeout'],
];
test.each(answered)('%s answered by "%s" is trouble with: %s', async (step, reply, trouble) => {
  const smtp = await scriptedSmtp();
  smtp.answer(step, reply);
  expect(await troubleWith(smtp.url.replace('//', '//desk:hunter2@'))).toBe(trouble);
  await smtp.close();
});

test('a server without TLS where TLS is wanted, or of which no TLS comes at all, is trouble with TLS', async () => {
  const smtp = await scriptedSmtp();
  expect(await troubleWith(smtp.url, { requireTls: true })).toBe('tls');
  expect(await troubleWith(smtp.url.replace('smtp:', 'smtps:'))).toBe('tls');
  await smtp.close();
});

test('a name that nobody knows, a port where nobody listens, and a network without mail servers are told apart', async () => {
  const smtp = await scriptedSmtp();
  await smtp.close();
  expect(await troubleWith(smtp.url)).toBe('unreachable');
  expect(await troubleWith('smtp://no-such-host.invalid:2525', { checkHost: true })).toBe('unknown_host');
  expect(await troubleWith('smtp://169.254.169.254:2525', { checkHost: true })).toBe('blocked_host');
});

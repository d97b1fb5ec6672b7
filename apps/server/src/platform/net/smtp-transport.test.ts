import { setTimeout as wait } from 'node:timers/promises';
import { Secret } from '@fernwart/addon-kit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type ScriptedSmtp,
  type SmtpReply,
  type SmtpStep,
  scriptedSmtp,
} from '../../../testing/scripted-smtp.ts';
import { insideTransaction } from '../db/transaction-guard.ts';
import type { Attempt, MailMessage } from './mail-transport.ts';
import { createSmtpTransport } from './smtp-transport.ts';

const limits = {
  connect: Temporal.Duration.from({ milliseconds: 400 }),
  idle: Temporal.Duration.from({ milliseconds: 400 }),
  whole: Temporal.Duration.from({ milliseconds: 2000 }),
  lastWord: Temporal.Duration.from({ milliseconds: 200 }),
};
const mail: MailMessage = {
  messageId: '<0190-1@desk.example.org>',
  at: Temporal.Instant.from('2026-01-15T08:00:00Z'),
  to: { name: 'Rita Müller', address: 'rita@example.org' },
  subject: 'Ihr Vorgang',
  text: 'Grüße\n.\n..ende',
  html: null,
};

describe('a mail over SMTP', () => {
  let smtp: ScriptedSmtp;
  beforeEach(async () => {
    smtp = await scriptedSmtp();
  });
  afterEach(() => smtp.close());

  const deliver = (more: Partial<MailMessage> = {}, url = smtp.url, attempt: Attempt = {}) =>
    createSmtpTransport({
      url: new Secret(url),
      from: { name: 'Service Desk', address: 'desk@example.org' },
      limits,
    }).deliver({ ...mail, ...more }, attempt);

  test('is refused inside a transaction', async () => {
    await expect(insideTransaction(() => deliver())).rejects.toMatchObject({ code: 'inside_transaction' });
    expect(smtp.commands).toEqual([]);
  });

  const outcomes: [SmtpStep, SmtpReply, string][] = [
    ['MAIL', '550 5.7.1 sender refused', 'refused'],
    ['RCPT', '550 5.1.1 no such user', 'refused'],
    ['DATA', '554 5.6.0 no', 'refused'],
    ['message', '552 5.3.4 too big', 'refused'],
    ['RCPT', '450 4.2.1 greylisted', 'later'],
    ['message', '451 4.3.0 later', 'later'],
    ['greeting', '554 5.3.2 go away', 'later'],
    ['AUTH', '535 5.7.8 wrong password', 'later'],
    ['greeting', 'hang up', 'later'],
    ['greeting', 'say nothing', 'later'],
    ['EHLO', 'hang up', 'later'],
    ['RCPT', 'hang up', 'later'],
    ['RCPT', 'say nothing', 'later'],
    ['DATA', 'hang up', 'later'],
    ['message', 'hang up', 'unknown'],
    ['message', 'say nothing', 'unknown'],
  ];
  test.each(outcomes)('%s answered by "%s" is %s', async (step, reply, kind) => {
    smtp.answer(step, reply);
    const url = step === 'AUTH' ? smtp.url.replace('//', '//desk:hunter2@') : smtp.url;
    const delivery = await deliver({}, url);
    expect(delivery.kind).toBe(kind);
    if (/^\d/.test(reply)) expect(delivery).toMatchObject({ reason: expect.stringContaining(reply) });
    expect(JSON.stringify(delivery)).not.toContain('hunter2');
  });

  test('to a server that is not there is for later', async () => {
    await smtp.close();
    expect(await deliver()).toMatchObject({ kind: 'later' });
    smtp = await scriptedSmtp();
  });

  test('to a server that drips is for later, or unknown, within the time for the whole', async () => {
    smtp.answer('EHLO', '250-wait');
    expect(await deliver()).toMatchObject({ kind: 'later' });
  });

  test('ended from our side is for later, or unknown once the message was handed over', async () => {
    expect(await deliver({}, smtp.url, { signal: AbortSignal.abort() })).toMatchObject({ kind: 'later' });
    const ending = new AbortController();
    smtp.answer('message', 'say nothing');
    const delivery = deliver({}, smtp.url, { signal: ending.signal });
    await expect.poll(() => smtp.messages).toHaveLength(1);
    ending.abort();
    expect(await delivery).toEqual({ kind: 'unknown', reason: 'the attempt was ended', trouble: null });
  });

  test('is handed over only once that is written down: until then the server has nothing to keep', async () => {
    const written = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const delivery = deliver({}, smtp.url, {
      beforeHandOver: () => {
        begun.resolve();
        return written.promise;
      },
    });
    await begun.promise;
    // Time enough for what must not come.
    await wait(100);
    expect(smtp.messages).toEqual([]);
    written.resolve();
    expect(await delivery).toEqual({ kind: 'accepted' });
    expect(smtp.messages).toHaveLength(1);
  });

  test('that may not be handed over is for later, and the server has nothing to keep', async () => {
    const delivery = await deliver({}, smtp.url, {
      beforeHandOver: () => Promise.reject(new Error('the database is away')),
    });
    expect(delivery).toMatchObject({ kind: 'later', reason: 'the database is away' });
    await expect.poll(() => smtp.open).toBe(0);
    expect(smtp.messages).toEqual([]);
  });

  test('ended from our side just after the hand-over is still told what became of it', async () => {
    const ending = new AbortController();
    const delivery = await deliver({}, smtp.url, {
      signal: ending.signal,
      beforeHandOver: async () => void setImmediate(() => ending.abort()),
    });
    expect(delivery).toEqual({ kind: 'accepted' });
  });

  test('is accepted when the server took it, however it says good-bye', async () => {
    smtp.answer('QUIT', 'hang up');
    expect(await deliver()).toEqual({ kind: 'accepted' });
    const [message] = smtp.messages;
    expect(message).toContain('Message-ID: <0190-1@desk.example.org>');
    expect(message).toContain('Date: Thu, 15 Jan 2026 08:00:00 +0000');
    expect(message).toContain('From: Service Desk <desk@example.org>');
    expect(message).toContain('Auto-Submitted: auto-generated');
    expect(smtp.commands).toContain('RCPT TO:<rita@example.org>');
    await expect.poll(() => smtp.commands).toContain('QUIT');
  });

  test('signs in with the user and password of the address', async () => {
    expect(await deliver({}, smtp.url.replace('//', '//desk%40example.org:p%C3%A4ss@'))).toEqual({
      kind: 'accepted',
    });
    const proof = Buffer.from('\0desk@example.org\0päss').toString('base64');
    expect(smtp.commands).toContain(`AUTH PLAIN ${proof}`);
  });

  test('carries no header that its texts ask for', async () => {
    const injected = 'x\r\nBcc: all@example.org\r\n\r\nhello';
    await deliver({ subject: injected, to: { name: injected, address: 'rita@example.org' } });
    const [headers] = (smtp.messages[0] ?? '').split('\r\n\r\n');
    expect(headers).not.toMatch(/^bcc:/im);
    expect(smtp.commands.filter((command) => command.startsWith('RCPT'))).toEqual([
      'RCPT TO:<rita@example.org>',
    ]);
  });

  test('reads no file and asks no address, whatever its html says', async () => {
    await deliver({ html: '<img src="file:///etc/passwd"><img src="http://127.0.0.1:1/x">' });
    expect(smtp.messages[0]).not.toContain('root:');
  });
});

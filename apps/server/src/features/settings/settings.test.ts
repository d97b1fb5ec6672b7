import { Secret } from '@fernwart/addon-kit';
import type { DeskMailText, DeskSettings, MailSettings } from '@fernwart/contract';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testDatabases } from '../../../testing/databases.ts';
import { openTestServer, type TestServer, testActor } from '../../../testing/http.ts';
import { manualClock } from '../../../testing/manual-clock.ts';
import { createSealer } from '../../platform/crypto/create-sealer.ts';
import { uuidV7 } from '../../platform/crypto/ids.ts';
import type { Database } from '../../platform/db/database.ts';
import { createLog } from '../../platform/log/create-log.ts';
import type { Delivery, MailMessage } from '../../platform/net/mail-transport.ts';
import type { SmtpSettings } from '../../platform/net/smtp-transport.ts';
import { createAudit } from '../audit/service.ts';
import { createChangeSettings } from './change-settings.ts';
import { createMailTexts } from './mail-texts.ts';
import { settingsRoutes } from './routes.ts';
import { type FixedSettings, openSettings, type Settings } from './settings.ts';
import { settingsTransport } from './settings-transport.ts';
import { createSendTestMail } from './test-mail.ts';

const free: FixedSettings = {
  publicUrl: null,
  timeZone: null,
  usualTimeZone: 'Europe/Berlin',
  smtpUrl: null,
  from: { name: 'Fernwart', address: 'fernwart@localhost' },
};
const environment: FixedSettings = {
  ...free,
  publicUrl: 'https://fixed.example.org',
  timeZone: 'Europe/Vienna',
  smtpUrl: new Secret('smtps://anna:top-secret@mail.example.org'),
};
const server465 = {
  host: 'mail.example.org',
  port: 465,
  security: 'tls',
  user: 'desk@example.org',
  fromName: 'Desk',
  fromAddress: 'desk@example.org',
};

describe.each(testDatabases)('settings on $kind', ({ open }) => {
  let db: Database;
  let clock: ReturnType<typeof manualClock>;
  let server: TestServer;
  let settings: Settings;
  let used: SmtpSettings[];
  let sent: MailMessage[];
  let delivery: Delivery;

  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    await db.script(`delete from settings; delete from activities;
      alter table audit disable trigger user; delete from audit; alter table audit enable trigger user`);
    clock = manualClock();
    [used, sent, delivery] = [[], [], { kind: 'accepted' }];
    await start(free);
  });
  afterEach(() => server.stop());

  async function start(fixed: FixedSettings): Promise<void> {
    const newId = uuidV7(clock);
    const log = createLog({ level: 'silent', clock });
    const actors = [testActor(['administrator']), testActor(['auditor']), testActor(['agent'])];
    server = await openTestServer({ actors });
    const sealer = createSealer([new Secret(Buffer.alloc(32, 7).toString('base64'))]);
    const audit = createAudit({ clock, newId });
    settings = await openSettings({ db, live: server.live, log, sealer, fixed });
    const deps = { db, clock, newId, live: server.live, audit, sealer, settings, fixed };
    const publicOrigin = (text: string) => (/^https:\/\/[a-z.]+$/.test(text) ? text : null);
    const change = createChangeSettings({ ...deps, publicOrigin });
    const transport = settingsTransport(settings, (smtp) => {
      used.push(smtp);
      return { deliver: async (message) => (sent.push(message), delivery) };
    });
    settingsRoutes(server.router, {
      ...deps,
      change,
      mailTexts: createMailTexts({ settings, change }),
      sendTestMail: createSendTestMail({ ...deps, transport, publicUrl: () => 'https://desk.example.org' }),
    });
  }
  const call = (
    method: 'GET' | 'PUT' | 'PATCH' | 'POST' | 'DELETE',
    path: string,
    payload?: Record<string, unknown>,
    as = 'administrator',
  ) =>
    (clock.advance({ milliseconds: 1 }), server).app.inject({
      method,
      url: `/api/v1/settings${path}`,
      headers: { 'x-test-actor': as },
      ...(payload ? { payload } : {}),
    });
  const code = async (answer: ReturnType<typeof call>) => (await answer).json<{ code: string }>().code;
  const audited = async () =>
    (await db.sql<{ details: unknown }>`select details from audit order by at, id`).map((row) => row.details);

  describe('are refused', () => {
    test('to everybody but administrators; auditors read', async () => {
      for (const path of ['/desk', '/mail', '/mail-texts']) {
        expect((await call('GET', path, undefined, 'auditor')).statusCode).toBe(200);
        expect(await code(call('GET', path, undefined, 'agent'))).toBe('not_allowed');
      }
      expect(await code(call('PATCH', '/desk', { version: 0 }, 'auditor'))).toBe('not_allowed');
      expect(await code(call('POST', '/mail/test', { to: 'a@example.org' }, 'auditor'))).toBe('not_allowed');
    });

    test('where the environment decides, which is named', async () => {
      await server.stop();
      await start(environment);
      const desk = (await call('GET', '/desk')).json<DeskSettings>();
      expect(desk).toMatchObject({
        publicUrl: 'https://fixed.example.org',
        timeZone: 'Europe/Vienna',
        fixed: { publicUrl: 'FERNWART_PUBLIC_URL', timeZone: 'FERNWART_TIME_ZONE' },
      });
      const mail = await call('GET', '/mail');
      expect(mail.json()).toMatchObject({
        host: 'mail.example.org',
        port: 465,
        user: 'anna',
        fixed: 'SMTP_URL',
      });
      expect(mail.body).not.toContain('top-secret');
      expect(await code(call('PATCH', '/desk', { version: 0, timeZone: 'UTC' }))).toBe('wrong_state');
      expect(await code(call('PUT', '/mail', { version: 0, ...server465 }))).toBe('wrong_state');
      // What it does not decide is still changed, with the rest as it stands.
      expect((await call('PATCH', '/desk', { ...desk, language: 'de' })).json()).toMatchObject({
        language: 'de',
      });
    });

    test('in a stale version, and where they make no sense', async () => {
      await db.sql`insert into activities (id, number, kind, subject, state, created_at, updated_at)
        values (${uuidV7(clock)()}, 'OLD00001', 'ticket', 'x', 200, ${clock.now()}, ${clock.now()})`;
      await call('PATCH', '/desk', { version: 0, language: 'de' });
      expect(await code(call('PATCH', '/desk', { version: 0, language: 'en' }))).toBe('stale_version');
      const prefixes = { incident: 'INC', service_request: 'SRQ', ticket: 'TCK' };
      const senseless = [
        { publicUrl: 'http://desk.example.org' },
        { publicUrl: 'https://desk.example.org/path' },
        { publicUrl: 'javascript:alert(1)' },
        { timeZone: 'Nowhere/Land' },
        { hours: [{ day: 1, from: '12:00', until: '11:00' }] },
        { hours: [{ day: 8, from: '10:00', until: '11:00' }] },
        { prefixes: { ...prefixes, ticket: 'INC' } },
        { prefixes: { ...prefixes, incident: 'OLD' } },
        { prefixes: { ...prefixes, incident: "X'; --" } },
      ];
      for (const change of senseless)
        expect(await code(call('PATCH', '/desk', { version: 1, ...change })), JSON.stringify(change)).toBe(
          'invalid_input',
        );
      for (const change of [
        { host: 'a b' },
        { host: 'x@y' },
        { port: 22 },
        { fromAddress: 'a@b.example, c@d.example' },
        { fromName: '' },
      ])
        expect(await code(call('PUT', '/mail', { version: 0, ...server465, ...change }))).toBe(
          'invalid_input',
        );
      expect(await code(call('POST', '/mail/test', { to: 'a@example.org' }))).toBe('wrong_state');
    });

    test('where a mail would lack what it is for, or name what it does not have', async () => {
      const put = (text: string, occasion = 'replied') =>
        code(call('PUT', `/mail-texts/${occasion}/en`, { subject: 'x', text }));
      expect(await put('{words} {adress}')).toBe('invalid_input');
      for (const mistyped of ['{Name}', '{ name }', '{{name}}', '{name', 'name}', '{n\u00e4me}']) {
        const typed = { subject: 'x', text: `{address}, {words} ${mistyped}` };
        const refused = await call('PUT', '/mail-texts/replied/en', typed);
        expect(refused.json()).toMatchObject({
          code: 'invalid_input',
          errors: [{ path: 'text', message: `"${mistyped}" is no placeholder of this mail.` }],
        });
        const inSubject = { subject: mistyped, text: '{address} {words}' };
        expect((await call('PUT', '/mail-texts/replied/en', inSubject)).json()).toMatchObject({
          errors: [{ path: 'subject' }],
        });
      }
      expect(await put('Hello {name}')).toBe('invalid_input');
      expect(await put('x', 'nothing')).toBe('not_found');
    });
  });

  test('of the desk hold at once, on every node that hears of it, and the difference is recorded', async () => {
    const hours = [{ day: 1, from: '08:00', until: '17:00' }];
    const prefixes = { incident: 'STG', service_request: 'SRQ', ticket: 'TCK' };
    const answer = await call('PATCH', '/desk', {
      version: 0,
      publicUrl: 'https://desk.example.org',
      timeZone: 'Africa/Cairo',
      hours,
      prefixes,
    });
    expect(answer.json()).toMatchObject({ version: 1, publicUrl: 'https://desk.example.org', prefixes });
    expect(settings.desk).toMatchObject({ timeZone: 'Africa/Cairo', hours });
    expect(settings.hours('en')).toBe('Monday 08:00–17:00 (Africa/Cairo)');
    expect(server.live.touched).toEqual(['settings']);
    await db.sql`update settings set value = value || '{"language":"de"}' where name = 'desk'`;
    server.live.tell('settings');
    await expect.poll(() => settings.desk.language).toBe('de');
    expect(await audited()).toMatchObject([
      { before: { timeZone: null }, after: { timeZone: 'Africa/Cairo', hours } },
    ]);
  });

  test('of the mail server keep the password sealed, for that server and user alone', async () => {
    const put = (change: Record<string, unknown>) =>
      call('PUT', '/mail', { ...server465, ...change }).then((answer) => answer.json<MailSettings>());
    const saved = await put({ version: 0, password: 'p@ss:word' });
    expect(saved).toMatchObject({ passwordStored: true, sends: true, version: 1 });
    expect(settings.mailRoute()?.url.reveal()).toBe(
      'smtps://desk%40example.org:p%40ss%3Aword@mail.example.org:465',
    );
    expect(await put({ version: 1, fromName: 'Service' })).toMatchObject({ passwordStored: true });
    expect(await put({ version: 2, host: 'evil.example.org' })).toMatchObject({ passwordStored: false });
    const everything = JSON.stringify([await db.sql`select * from settings`, await audited()]);
    expect(everything).not.toMatch(/p@ss|p%40ss/);
    expect(everything).toContain('stored');
  });

  test('are tried out by a mail whose real outcome is told and recorded', async () => {
    await call('PUT', '/mail', { version: 0, ...server465, security: 'starttls', port: 587 });
    const send = () => call('POST', '/mail/test', { to: 'rita@example.org' }).then((answer) => answer.json());
    expect(await send()).toEqual({ outcome: 'accepted', reason: null, trouble: null });
    expect(used[0]).toMatchObject({
      requireTls: true,
      checkHost: true,
      from: { address: 'desk@example.org' },
    });
    expect(sent[0]).toMatchObject({
      to: { address: 'rita@example.org' },
      subject: 'Test mail from Fernwart',
    });
    delivery = { kind: 'refused', reason: '550 no such user', trouble: 'recipient' };
    expect(await send()).toEqual({
      outcome: 'refused',
      reason: '550 no such user',
      trouble: 'recipient',
    });
    expect((await audited()).slice(1)).toMatchObject([
      { to: 'rita@example.org', outcome: 'accepted' },
      { outcome: 'refused', reason: '550 no such user' },
    ]);
  });

  test('of the texts are previewed without being stored, kept for one language, and taken back', async () => {
    const text = { subject: '{number} done', text: 'Hi {name}!\n\nSee {address}' };
    expect((await call('POST', '/mail-texts/solved/en/preview', text)).json()).toEqual({
      subject: 'INC00042 done',
      text: 'Hi Rita Müller!\n\nSee https://desk.example.org/activities/42\n',
    });
    const mistyped = { subject: 'x', text: 'Hi {nmae}\n\n{number}' };
    expect((await call('POST', '/mail-texts/solved/en/preview', mistyped)).json()).toMatchObject({
      text: 'Hi {nmae}\n\nINC00042\n',
    });
    const solved = async () =>
      (await call('GET', '/mail-texts'))
        .json<{ items: DeskMailText[] }>()
        .items.filter(({ occasion }) => occasion === 'solved')
        .map(({ language, subject, changed }) => `${language} ${changed} ${subject}`);
    const usual = ['de false [{number}] Gelöst: {activity}', 'en false [{number}] Solved: {activity}'];
    expect(await solved()).toEqual(usual);
    await call('PUT', '/mail-texts/solved/en', text);
    expect(await solved()).toEqual([usual[0], 'en true {number} done']);
    expect(settings.mailTexts('solved', 'en')).toEqual(text);
    expect((await call('DELETE', '/mail-texts/solved/en')).statusCode).toBe(204);
    expect(await solved()).toEqual(usual);
    expect(await audited()).toHaveLength(2);
  });
});

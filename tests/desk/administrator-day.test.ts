import { join } from 'node:path';
import { type MailCatcher, startMailCatcher } from '@fernwart/dev-env';
import { systemClock } from '@fernwart/server';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { de } from '../../apps/console/src/features/settings/texts/de.ts';
import { en } from '../../apps/console/src/features/settings/texts/en.ts';
import { de as deAll } from '../../apps/console/src/i18n/de.ts';
import { en as enAll } from '../../apps/console/src/i18n/en.ts';
import { openWorld, password, type World } from '../rights/world.ts';
import { launchBrowser, newVisitor, signInDirectly, type Visitor } from '../support/browser.ts';
import { keys, mouse } from './hands.ts';

let world: World;
let catcher: MailCatcher;
let browser: Browser;

beforeAll(async () => {
  world = await openWorld({
    http: {
      host: '127.0.0.1',
      port: 0,
      publicUrl: null,
      trustedProxies: [],
      anonymousPerMinute: 1_000_000,
      consoleFolder: join(import.meta.dirname, '../../apps/console/dist'),
    },
  });
  catcher = await startMailCatcher({ smtp: 0, page: 0 }, {}, systemClock());
  browser = await launchBrowser();
}, 180_000);
afterAll(async () => {
  await browser.close();
  await catcher.close();
  await world.stop();
});

describe.each([
  { way: 'German, with a mouse', hand: mouse, language: 'de', texts: de, all: deAll, prefix: 'STG' },
  { way: 'English, by keyboard alone', hand: keys, language: 'en', texts: en, all: enAll, prefix: 'FLT' },
] as const)("an administrator's day: $way", ({ hand, language, texts, all, prefix }) => {
  const locale = language === 'de' ? 'de-DE' : 'en-GB';
  let visitor: Visitor;
  let page: Page;

  beforeAll(async () => {
    visitor = await newVisitor(browser, locale);
    page = visitor.page;
    await signInDirectly(page, world.server.origin, { login: 'administrator', password, language });
  }, 60_000);
  afterAll(() => visitor.context.close());

  const open = async (path: string) => {
    await page.goto(`${world.server.origin}/administration/${path}`);
    await page.locator('h1').waitFor();
  };
  const field = (name: string, within: Pick<Page, 'getByRole'> = page) =>
    within.getByRole('textbox', { name, exact: true });
  const write = (name: string, text: string, within?: Pick<Page, 'getByRole'>) =>
    hand.write(page, field(name, within), text);
  const press = (name: string, within: Pick<Page, 'getByRole'> = page) =>
    hand.press(page, within.getByRole('button', { name, exact: true }));
  const saved = () => page.getByText(all.common.saved).first().waitFor();

  test('a number prefix is set, and the next activity has it', async () => {
    await open('settings/desk');
    await write(all.activity.kind.incident, prefix);
    await press(all.common.save);
    await saved();
    const answer = await world.send('agent', {
      method: 'POST',
      path: '/api/v1/activities',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'incident', subject: 'x', initiatorId: world.ids.requester }),
    });
    expect(await answer.json()).toMatchObject({ number: expect.stringMatching(`^${prefix}\\d{5}$`) });
  });

  test('a mail server is named, and a test mail arrives there', async () => {
    const { hostname, port } = new URL(catcher.smtpUrl);
    const before = catcher.mails.length;
    await open('settings/mail');
    await write(texts.settings.host, hostname);
    await hand.choose(
      page,
      page.getByRole('combobox', { name: texts.settings.security }),
      page.getByRole('option', { name: texts.settings.securities.none }),
    );
    await write(texts.settings.port, port);
    await write(texts.settings.fromAddress, 'desk@example.org');
    await press(all.common.save);
    await saved();
    await press(texts.settings.testSend);
    await page.getByText(texts.settings.outcome.accepted).waitFor();
    await write(texts.settings.host, 'no-such-host.invalid');
    await press(all.common.save);
    await page.getByRole('heading', { name: texts.settings.test }).waitFor();
    await expect
      .poll(
        async () => {
          const answer = await world.send('administrator', { method: 'GET', path: '/api/v1/settings/mail' });
          return ((await answer.json()) as { host: string }).host;
        },
        { timeout: 60_000 },
      )
      .toBe('no-such-host.invalid');
    await press(texts.settings.testSend);
    await page.getByText(texts.settings.trouble.unknown_host).waitFor();
    expect(catcher.mails.slice(before)).toMatchObject([
      { to: expect.stringContaining('administrator@example.org') },
    ]);
  });

  test('somebody is added, invited, and deactivated; a team is made', async () => {
    await open('people');
    await press(texts.people.add);
    const dialog = page.getByRole('dialog');
    await write(all.people.name, `Nina ${prefix}`, dialog);
    await write(all.people.login, `nina-${language}`, dialog);
    await press(all.common.save, dialog);
    await page.getByRole('heading', { name: `Nina ${prefix}` }).waitFor();
    await press(texts.people.invite);
    await press(texts.people.inviteLink);
    expect(await field(texts.people.link).inputValue()).toMatch(/\/set-password\/[\w-]{43}$/);
    await press(all.common.done);
    await press(texts.people.deactivate);
    await press(texts.people.deactivate, page.getByRole('dialog'));
    await page.getByRole('button', { name: texts.people.reactivate }).waitFor();
    await press(texts.people.undoDeactivate);
    await page.getByRole('button', { name: texts.people.deactivate, exact: true }).waitFor();
    await open('teams');
    await press(texts.teams.add);
    await write(texts.teams.name, `Team ${prefix}`, page.getByRole('dialog'));
    await press(all.common.save, page.getByRole('dialog'));
    await page.getByRole('heading', { name: `Team ${prefix}` }).waitFor();
  });

  test('a token is made, shown once, and works', async () => {
    await page.goto(`${world.server.origin}/profile`);
    await press(texts.access.newToken);
    const dialog = page.getByRole('dialog');
    await write(texts.access.name, `Report ${prefix}`, dialog);
    await hand.tick(page, dialog.getByLabel(all.people.roles.administrator));
    await press(texts.access.newToken, dialog);
    const secret = await field(texts.access.secret, dialog).inputValue();
    await press(all.common.done);
    const answer = await fetch(`${world.server.origin}/api/v1/session`, {
      headers: { authorization: `Bearer ${secret}` },
    });
    expect(answer.status).toBe(200);
    await open('api-tokens');
    await page.getByText(`Report ${prefix}`).first().waitFor();
  });

  test('people come from a file, after a look at every row', async () => {
    await open('import');
    const content = `Name;Login;E-Mail\r\nPaul M\u00fcller;paul-${language};\r\nNobody;;\r\n`;
    const chooser = page.waitForEvent('filechooser');
    await press(texts.imports.choose);
    await (await chooser).setFiles({
      name: 'people.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(content, 'latin1'),
    });
    await page.getByText('Windows-1252').waitFor();
    await page.getByRole('rowheader', { name: 'Paul Müller' }).waitFor();
    await press(texts.imports.applyCount_one.replace('{{count}}', '1'));
    await page.getByRole('status').filter({ hasText: '1' }).first().waitFor();
    const people = await world.send('administrator', {
      method: 'GET',
      path: `/api/v1/people?search=paul-${language}`,
    });
    expect(await people.json()).toMatchObject({ items: [{ name: 'Paul Müller' }] });
  });

  test('and all of it stands in the record, in words', async () => {
    await open('audit');
    await page.getByText(texts.audit.action.import_apply).first().waitFor();
    expect(visitor.faults).toEqual([]);
  });
});

import type { DevEnv } from '@fernwart/dev-env';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { de as deDesk } from '../../apps/console/src/features/activities/texts/de.ts';
import { en as enDesk } from '../../apps/console/src/features/activities/texts/en.ts';
import { de as deWizard } from '../../apps/console/src/features/packages/wizard/texts/de.ts';
import { en as enWizard } from '../../apps/console/src/features/packages/wizard/texts/en.ts';
import { de as deSettings } from '../../apps/console/src/features/settings/texts/de.ts';
import { en as enSettings } from '../../apps/console/src/features/settings/texts/en.ts';
import { de } from '../../apps/console/src/i18n/de.ts';
import { en } from '../../apps/console/src/i18n/en.ts';
import { packedSample, signedSample } from '../packages/signed-sample.ts';
import { launchBrowser, newVisitor, signInDirectly, type Visitor } from '../support/browser.ts';
import { type DeskClient, signedIn } from '../support/desk-client.ts';
import { places, startTestDesk, type TestPlace } from '../support/test-desk.ts';
import { flawsOfHostilePage, type HostileDesk, hostile, plantHostileTexts } from './hostile-desk.ts';
import { openPage } from './look-at-page.ts';

// What only shows after something was done: answers in dialogs, refused forms, messages, the later steps of wizards.
const [embedded] = places;
const looks = [
  {
    name: 'English, wide, light',
    language: 'en',
    width: 1440,
    colorScheme: 'light',
    version: '1.0.0',
    all: en,
    desk: enDesk,
    settings: enSettings,
    wizard: enWizard,
  },
  {
    name: 'German, 320 pixels, dark',
    language: 'de',
    width: 320,
    colorScheme: 'dark',
    version: '1.1.0',
    all: de,
    desk: deDesk,
    settings: deSettings,
    wizard: deWizard,
  },
] as const;
let place: TestPlace;
let env: DevEnv;
let browser: Browser;
let planted: HostileDesk;
let agent: DeskClient;

beforeAll(async () => {
  place = await embedded.make();
  env = await startTestDesk(place);
  browser = await launchBrowser();
  planted = await plantHostileTexts(env);
  agent = await signedIn(env.server.origin, 'anna');
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await env?.stop();
  await place.remove();
});

describe.each(looks)('what shows after something was done: $name', (look) => {
  const { all, desk, settings, wizard } = look;
  let visitor: Visitor;
  let page: Page;
  let flaws: string[] = [];

  beforeAll(async () => {
    visitor = await newVisitor(browser, look.language === 'de' ? 'de-DE' : 'en-GB');
    page = visitor.page;
    await page.setViewportSize({ width: look.width, height: 900 });
    await page.emulateMedia({ colorScheme: look.colorScheme, reducedMotion: 'reduce' });
  });
  beforeEach(() => {
    flaws = [];
  });
  afterAll(() => visitor.context.close());

  const button = (name: string, within: Pick<Page, 'getByRole'> = page) =>
    within.getByRole('button', { name, exact: true });
  const dialog = () => page.getByRole('dialog');
  const open = (path: string) => openPage(page, `${env.server.origin}${path}`);
  const signIn = (login: string) =>
    signInDirectly(page, env.server.origin, { login, language: look.language });
  async function lookAt(what: string, part?: string): Promise<void> {
    flaws.push(...(await flawsOfHostilePage(page, part)).map((flaw) => `${what}: ${flaw}`));
  }
  const choose = (name: string, mimeType: string, buffer: Buffer) =>
    page.locator('input[type=file]').setInputFiles({ name, mimeType, buffer });

  test('an invitation link and a token, each shown once', async () => {
    await signIn('admin');
    await open(planted.person);
    await button(settings.people.invite).click();
    await button(settings.people.inviteLink, dialog()).click();
    await dialog().getByLabel(settings.people.link, { exact: true }).first().waitFor();
    await lookAt('invitation link', '[role=dialog]');
    await button(all.common.done, dialog()).click();
    await open('/profile');
    await button(settings.access.newToken).click();
    await dialog().getByRole('textbox', { name: settings.access.name, exact: true }).fill(hostile(100));
    await dialog().getByRole('checkbox').first().check();
    await button(settings.access.newToken, dialog()).click();
    await dialog().getByText(settings.access.once).waitFor();
    await lookAt('token', '[role=dialog]');
    await button(all.common.done, dialog()).click();
    expect(flaws).toEqual([]);
  }, 300_000);

  test('forms that are refused', async () => {
    await signIn('admin');
    await open('/administration/people');
    await button(settings.people.add).first().click();
    await dialog().getByRole('textbox', { name: all.people.name, exact: true }).fill(hostile(150));
    await dialog().getByRole('textbox', { name: all.people.login, exact: true }).fill('anna');
    await dialog().getByRole('textbox', { name: all.people.email, exact: true }).fill('nowhere');
    await button(all.common.save, dialog()).click();
    await dialog().getByRole('alert').waitFor();
    await lookAt('a person refused', '[role=dialog]');
    await open('/administration/settings/desk');
    await page.getByRole('textbox', { name: all.activity.kind.incident, exact: true }).fill('12');
    await button(all.common.save).click();
    await page.locator('[aria-invalid=true]').first().waitFor();
    await lookAt('settings refused');
    await open('/profile');
    await page.getByLabel(settings.access.current).fill('wrong');
    await page.getByLabel(settings.access.next).fill('short');
    await button(settings.access.change).click();
    await page.getByRole('alert').first().waitFor();
    await lookAt('password refused');
    expect(flaws).toEqual([]);
  }, 300_000);

  test('a decision that can be taken back, with one and with several', async () => {
    const one = await agent.newActivity(hostile(400));
    await signIn('anna');
    await open(`/activities/${one.id}`);
    await button(all.activity.transition.take_over).click();
    const message = page.getByRole('status').filter({ has: button(desk.bulk.undo) });
    await message.waitFor();
    await lookAt('a message that offers to undo', '.mantine-Notification-root');
    await button(desk.bulk.undo, message).click();
    await message.waitFor({ state: 'detached' });
    await button(all.activity.transition.take_over).waitFor();
    await open('/activities');
    await page.getByRole('checkbox').nth(1).check();
    const bar = page.getByRole('group', { name: desk.bulk.bar });
    await bar.waitFor();
    await lookAt('several chosen');
    await button(desk.bulk.takeOver, bar).click();
    const result = page.getByRole('status', { name: desk.bulk.result });
    await result.waitFor();
    await lookAt('the result of several');
    expect(flaws).toEqual([]);
  }, 300_000);

  test('the preview of an import, and what came of it', async () => {
    await signIn('admin');
    await open('/administration/import');
    const cell = hostile(150).replaceAll('"', '""');
    const rows = [
      `Name;Login;"${cell}"`,
      `"${cell}";"new-${look.language}";"${cell}"`,
      `"Anna ${look.language}";anna;`,
      `;"${cell}";`,
    ];
    await choose(`${hostile(100)}.csv`, 'text/csv', Buffer.from(`${rows.join('\r\n')}\r\n`));
    await page.getByRole('heading', { name: settings.imports.preview }).waitFor();
    await lookAt('preview');
    await button(settings.imports.applyCount_other.replace('{{count}}', '2')).click();
    await page.getByRole('status').filter({ hasText: '1' }).first().waitFor();
    await lookAt('applied');
    await choose('empty.csv', 'text/csv', Buffer.from(''));
    await page.getByRole('alert').first().waitFor();
    await lookAt('a file refused');
    expect(flaws).toEqual([]);
  }, 300_000);

  test('every step of installing a package', async () => {
    const name = { de: hostile(100), en: hostile(100) };
    await signIn('admin');
    await open('/administration/packages/install');
    await choose('package.zip', 'application/zip', await packedSample({}, { 'manifest.json': '{"id":"A"}' }));
    await page.getByRole('alert').getByRole('listitem').first().waitFor();
    await lookAt('a package refused');
    const lacking = await signedSample({ dependencies: [{ id: 'other', version: '2.0.0' }] });
    await choose('package.zip', 'application/zip', lacking);
    await button(wizard.start).waitFor();
    await lookAt('something is missing');
    await button(wizard.other).click();
    const whole = await signedSample({ name, description: name, version: look.version });
    await choose(`${hostile(100)}.zip`, 'application/zip', whole);
    await page.locator('main button:enabled', { hasText: wizard.start }).waitFor();
    await lookAt('details');
    await button(wizard.start).click();
    await page.locator('main button:enabled', { hasText: wizard.finish }).waitFor();
    await lookAt('installed');
    expect(flaws).toEqual([]);
  }, 300_000);

  test('nothing broke on the way', () => {
    // What is refused is answered with these.
    expect(visitor.faults.filter((fault) => !/status of (400|409|422)/.test(fault))).toEqual([]);
  });
});

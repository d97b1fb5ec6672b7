import { fileURLToPath } from 'node:url';
import { type DevEnv, demoServiceAccount } from '@fernwart/dev-env';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildAddons } from '../../tools/build-addons.ts';
import { accessibilityFindings } from '../console/look-at-page.ts';
import { launchBrowser, newVisitor, signInAs, type Visitor } from '../support/browser.ts';
import { signedIn } from '../support/desk-client.ts';
import { places, startTestDesk, type TestPlace } from '../support/test-desk.ts';
import { play } from './emulator-client.ts';
import { startForeignPage } from './foreign-page.ts';

const [embedded, postgres] = places;
const zip = fileURLToPath(new URL('../../dist/addons/teamviewer-1.0.0.zip', import.meta.url));

/** German labels are literal (acceptance A to D). */
const walks = [
  {
    place: embedded,
    locale: 'de-DE',
    install: ['Paket installieren', 'Installation starten', 'Finish'],
    configurations: 'Konfigurationen',
    add: 'TeamViewer Konfigurationsformular hinzufügen',
    redirect: 'Umleitungs-URL',
    mode: 'Synchronisierungsmodus',
    name: 'Name',
    save: 'Speichern',
    done: 'Fertig',
    use: 'Übernehmen',
    authorize: /^OAuth2-Autorisierungs-URL/,
    missing: /Es fehlt noch: ClientID, ClientSecret, Umleitungs-URL/,
    getToken: 'TeamViewer Token abrufen',
    valid: 'gültig',
    foreign: /Die Umleitungs-URL führt zu einer fremden Seite/,
    paste: 'Code oder ganze Adresse',
    pasted: 'Code übernehmen',
    until: /Der Code kann noch bis höchstens/,
    granted: 'vorhanden',
    logged: 'Das Token ist gespeichert.',
    covered: 'vorhanden, oder in „Alle Sessions anzeigen“ enthalten',
    permissions: [
      [
        'Session-Verwaltung',
        'Erstellen von Sessions',
        'Alle Sessions anzeigen',
        'Eigene Sessions bearbeiten',
        'Eigene Sessions ansehen',
      ],
      ['Gruppenverwaltung', 'Gruppen lesen'],
      ['Verbindungsprotokolle', 'Verbindungsprotokolle lesen'],
      ['Computer & Kontakte', 'Einträge anzeigen'],
      ['Ereignisprotokollierung', 'Anfordern aller Ereignisprotokolle zulassen'],
      ['Gerätegruppen', 'Lesen'],
      ['Web Monitoring', 'Abrufen von Daten'],
      ['Monitoring', 'Abrufen von Daten'],
    ],
    check: 'Berechtigungen prüfen',
    agent: /Anna Bergmann/,
    broken: /^Die Verbindung zu TeamViewer ist unterbrochen\./,
    advanced: 'Erweitert',
    group: 'Gruppe für neue Sessions',
    portal: {
      email: 'E-Mail-Adresse',
      password: 'Passwort',
      signIn: 'Anmelden',
      ways: ['Profil bearbeiten', 'Apps', 'Neue App'],
      name: 'Name',
      eleven: 'Die elf Berechtigungen des Add-ons ankreuzen',
      create: 'Erstellen',
      allow: 'Zulassen',
    },
  },
  {
    place: postgres,
    locale: 'en-GB',
    install: ['Install Package', 'Start installation', 'Finish'],
    configurations: 'Configurations',
    add: 'Add TeamViewer configuration form',
    redirect: 'Redirect URL',
    mode: 'Synchronisation mode',
    name: 'Name',
    save: 'Save',
    done: 'Done',
    use: 'Use',
    authorize: /^OAuth2 authorization URL/,
    missing: /Still missing: ClientID, ClientSecret, Redirect URL/,
    getToken: 'Get TeamViewer token',
    valid: 'valid',
    foreign: /The redirect URL leads to somebody else's page/,
    paste: 'Code or whole address',
    pasted: 'Use code',
    until: /The code can be pasted until/,
    granted: 'granted',
    logged: 'The token is stored.',
    covered: 'granted, or contained in “View all sessions”',
    permissions: [
      [
        'Session management',
        'Create sessions',
        'View all sessions',
        'Edit own sessions',
        'View own sessions',
      ],
      ['Group management', 'Read groups'],
      ['Connection reporting', 'Read connection entries'],
      ['Computers & Contacts', 'View entries'],
      ['Event logging', 'Allow requesting all event logs'],
      ['Device Groups', 'Read'],
      ['Web Monitoring', 'Retrieve data'],
      ['Monitoring', 'Retrieve data'],
    ],
    check: 'Check permissions',
    agent: /Ben Carter/,
    broken: /^The connection to TeamViewer is broken\./,
    advanced: 'Advanced',
    group: 'Group for new sessions',
    portal: {
      email: 'E-mail address',
      password: 'Password',
      signIn: 'Sign in',
      ways: ['Edit profile', 'Apps', 'Create a new app'],
      name: 'Name',
      eleven: 'Tick the eleven permissions of the add-on',
      create: 'Create',
      allow: 'Allow',
    },
  },
] as const;

beforeAll(() => buildAddons(), 120_000);

describe.each(walks)('from a blank desk to a connection in $locale on $place.kind', (walk) => {
  let place: TestPlace;
  let desk: DevEnv;
  let browser: Browser;
  let admin: Visitor;
  let foreign: Awaited<ReturnType<typeof startForeignPage>>;
  /** The page of the configuration with our own callback. */
  let ownWay: string;

  const button = (name: string | RegExp) => admin.page.getByRole('button', { name, exact: true });
  const field = (name: string) => admin.page.getByRole('textbox', { name: new RegExp(`^${name}`) });
  const link = (name: RegExp) => admin.page.getByRole('main').getByRole('link', { name });

  beforeAll(async () => {
    place = await walk.place.make();
    desk = await startTestDesk(place, { blank: true });
    const { browser: client } = await signedIn(desk.server.origin, 'admin');
    await client.send('PATCH', `${desk.server.origin}/api/v1/me`, { language: walk.locale.slice(0, 2) });
    foreign = await startForeignPage();
    browser = await launchBrowser();
    admin = await newVisitor(browser, walk.locale);
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await foreign.close();
    await desk.stop();
    await place.remove();
  });

  /** Somebody with TeamViewer in another tab makes an app there and reads what it shows. */
  async function makeApp(redirect: string): Promise<{ id: string; secret: string }> {
    const page = await admin.context.newPage();
    const { portal } = walk;
    await page.goto(`${desk.emulator.origin}/profile`);
    if (await page.getByLabel(portal.email).count()) await signInAtTeamViewer(page);
    for (const name of portal.ways.slice(1))
      await page.getByRole('link', { name, exact: true }).first().click();
    await page.getByLabel(portal.name, { exact: true }).fill('Fernwart');
    await page.locator('input[name=redirect_uri]').fill(redirect);
    await page.getByRole('button', { name: portal.eleven }).click();
    await page.getByRole('button', { name: portal.create, exact: true }).click();
    const shown = {
      id: await page.locator('#client-id').innerText(),
      secret: await page.locator('#client-secret').innerText(),
    };
    await page.close();
    return shown;
  }

  async function signInAtTeamViewer(page: Page): Promise<void> {
    await page.getByLabel(walk.portal.email).fill(demoServiceAccount.email);
    await page.getByLabel(walk.portal.password).fill(demoServiceAccount.password);
    await page.getByRole('button', { name: walk.portal.signIn, exact: true }).click();
  }

  /** Presses the URL button and allows access in the tab that it opens. */
  async function allow(): Promise<Page> {
    const opening = admin.context.waitForEvent('page');
    await link(walk.authorize).first().click();
    const tab = await opening;
    await tab.getByRole('button', { name: walk.portal.allow, exact: true }).click();
    return tab;
  }

  const connected = () =>
    admin.page.getByRole('main').getByText(walk.valid, { exact: true }).waitFor({ timeout: 40_000 });

  test('2–9, 19, 20: the add-on is installed by the wizard, and its configuration is there at once', async () => {
    await signInAs(admin.page, desk.server.origin, /admin/i);
    await admin.page.goto(`${desk.server.origin}/administration/packages`);
    await admin.page.getByText(walk.install[0]).first().click();
    await admin.page.locator('input[type=file]').setInputFiles(zip);
    await button(walk.install[1]).click();
    await button(walk.install[2]).click({ timeout: 30_000 });
    const navigation = admin.page.getByRole('navigation').first();
    await navigation.getByRole('link', { name: walk.configurations, exact: true }).click();
    await admin.page.waitForURL('**/configurations');
    await admin.page.getByText(walk.add).first().click();
    await expect.poll(() => field(walk.name).inputValue()).toBe('TeamViewer');
  });

  test('12–14, 16, 17, 21–29, 35–40: with our own callback nothing is copied; the tab closes itself and the form is connected', async () => {
    await button(walk.save).click();
    await admin.page.getByText(walk.missing).first().waitFor();
    expect(await link(walk.authorize).count()).toBe(0);

    await button(walk.use).click();
    const callback = await field(walk.redirect).inputValue();
    expect(callback).toMatch(new RegExp(`^${desk.server.origin}/callback/teamviewer/`));
    const app = await makeApp(callback);
    await field('ClientID').fill(app.id);
    await admin.page.getByLabel('ClientSecret').first().fill(app.secret);
    await button(walk.save).click();
    await link(walk.authorize).first().waitFor();

    const tab = await allow();
    await tab.waitForEvent('close');
    await connected();
    // The probe follows by itself, and the groups can be chosen from.
    await expect
      .poll(() => admin.page.getByText(walk.granted, { exact: true }).count(), { timeout: 60_000 })
      .toBe(7);
    await admin.page.getByText(walk.covered, { exact: true }).waitFor();
    const beside = await admin.page.getByRole('main').innerText();
    for (const [group, ...entries] of walk.permissions)
      for (const entry of entries) expect(beside).toMatch(new RegExp(`${group}\\W+${entry}\\b`));
    ownWay = admin.page.url();
    await button(walk.advanced).click();
    const group = admin.page.getByRole('combobox', { name: new RegExp(`^${walk.group}`) });
    await group.click();
    await admin.page.getByRole('option', { name: /Service Desk \(g31120010\)/ }).click();
    await button(walk.done).click();
    await admin.page.waitForURL(/\/configurations\?selected=/);
    await button(walk.getToken).waitFor();
    await connected();
    await admin.page.getByRole('main').getByText(walk.valid, { exact: true }).hover();
    await admin.page
      .getByRole('tooltip')
      .filter({ hasText: /^\d+-.{1,4}… · / })
      .waitFor();

    // Newest first: above it stands the renewal that is due tomorrow.
    await admin.page.goto(`${desk.server.origin}/administration/runs?workflow=W_Team_getToken-UIActionWF`);
    await admin.page
      .getByText(/^W_Team_getToken-UIActionWF 1\.14$/)
      .last()
      .click();
    await admin.page.getByText(walk.logged).first().waitFor();
  });

  test('30–34, 37: the article’s way, with a foreign address and the copied code, for a second configuration', async () => {
    await admin.page.goto(`${desk.server.origin}/configurations`);
    await admin.page.getByText(walk.add).first().click();
    await field(walk.name).fill('TeamViewer 2');
    const app = await makeApp(foreign.address);
    await field('ClientID').fill(app.id);
    await admin.page.getByLabel('ClientSecret').first().fill(app.secret);
    await field(walk.redirect).fill(foreign.address);
    await button(walk.save).click();
    await admin.page.getByText(walk.foreign).waitFor();

    const whole = await allow();
    await whole.waitForURL(/code=/);
    const address = whole.url();
    await whole.close();
    await admin.page.getByText(walk.until).waitFor();
    await field(walk.paste).fill('certainly no code');
    await button(walk.pasted).click();
    await expect.poll(() => field(walk.paste).getAttribute('aria-invalid')).toBe('true');
    // The German administrator pastes the whole address, the British one the bare code (33).
    const code = new URL(address).searchParams.get('code') ?? '';
    await field(walk.paste).fill(walk.locale === 'de-DE' ? address : code);
    await button(walk.pasted).click();
    await connected();
    await button(walk.done).click();
    await admin.page.waitForURL(/\/configurations\?selected=/);
  });

  test('an agent with a page open is told live when a connection breaks, and no longer when it is made again', async () => {
    const agent = await newVisitor(browser, walk.locale);
    await signInAs(agent.page, desk.server.origin, walk.agent);
    await agent.page.evaluate('window.neverLoadedAnew = true');
    const notice = (page: Page) => page.locator('p[data-tone=danger]');
    await admin.page.goto(ownWay);
    await button(walk.check).first().waitFor();
    await play(desk.emulator, { action: 'revoke-tokens' });
    await button(walk.check).first().click();
    await notice(agent.page).filter({ hasText: walk.broken }).waitFor({ timeout: 60_000 });
    expect(await notice(agent.page).count()).toBe(1);
    expect(await notice(agent.page).getByRole('link').count()).toBe(0);
    expect(await accessibilityFindings(agent.page)).toEqual([]);

    await notice(admin.page).getByRole('link').click({ timeout: 60_000 });
    await allow();
    await notice(agent.page).waitFor({ state: 'detached', timeout: 60_000 });
    await notice(admin.page).waitFor({ state: 'detached', timeout: 60_000 });
    expect(await agent.page.evaluate('window.neverLoadedAnew')).toBe(true);
    expect(agent.faults).toEqual([]);
    await agent.context.close();
  });

  test('nothing broke in the page on the way', () => {
    expect(admin.faults).toEqual([]);
  });
});

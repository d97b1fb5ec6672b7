import type { DevEnv } from '@fernwart/dev-env';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, newVisitor, signInAs, type Visitor } from '../support/browser.ts';
import { signedIn } from '../support/desk-client.ts';
import { places, startTestDesk, type TestPlace } from '../support/test-desk.ts';

const [embedded, postgres] = places;

/** Labels are literal in German (acceptance F). */
const walks = [
  {
    place: embedded,
    locale: 'de-DE',
    login: 'anna',
    agent: /Anna Bergmann/,
    accept: 'Annehmen',
    create: 'TeamViewer Remote Session erstellen',
    join: /^Session als Supporter beitreten/,
    joinFromBrowser: /^Session als Supporter aus dem Browser beitreten/,
    close: 'Schließen',
    codeMade: /TeamViewer-Session s[\d-]+ erstellt, gültig bis/,
    connected: /1 Verbindung, Dauer 12/,
    supporter: { join: 'Beitreten', minutes: 'Dauer in Minuten', end: 'Verbindung beenden' },
  },
  {
    place: postgres,
    locale: 'en-GB',
    login: 'ben',
    agent: /Ben Carter/,
    accept: 'Accept',
    create: 'Create TeamViewer remote session',
    join: /^Join session as supporter(?! from)/,
    joinFromBrowser: /^Join session as supporter from the browser/,
    close: 'Close',
    codeMade: /TeamViewer session s[\d-]+ created, valid until/,
    connected: /1 connection, duration 12/,
    supporter: { join: 'Join', minutes: 'Duration in minutes', end: 'End connection' },
  },
] as const;

describe.each(walks)('the journey in $locale on $place.kind', (walk) => {
  let place: TestPlace;
  let desk: DevEnv;
  let browser: Browser;
  let agent: Visitor;
  let customer: Visitor;
  let activity: { id: string; number: string };
  let supporterPage: Page;

  const button = (name: string) => agent.page.getByRole('button', { name, exact: true });
  const joinLink = (name: RegExp) => agent.page.getByRole('link', { name }).first();
  const journal = () => agent.page.getByRole('main').innerText();

  beforeAll(async () => {
    place = await walk.place.make();
    desk = await startTestDesk(place);
    activity = await (await signedIn(desk.server.origin, walk.login)).newActivity(
      'The label printer prints blank labels',
    );
    browser = await launchBrowser();
    agent = await newVisitor(browser, walk.locale);
    customer = await newVisitor(browser, walk.locale);
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await desk.stop();
    await place.remove();
  });

  test('57: accepting makes one responsible; before it the session is neither offered nor made by a direct call (54, 56)', async () => {
    await signInAs(agent.page, desk.server.origin, walk.agent);
    await agent.page.goto(`${desk.server.origin}/activities/${activity.id}`);
    await button(walk.accept).waitFor();
    expect(await button(walk.create).count()).toBe(0);
    const direct = await signedIn(desk.server.origin, walk.login);
    await expect(direct.createSession(activity.id)).rejects.toThrow(/answered 40[39]/);
    expect(desk.emulator.state.sessions.size).toBe(0);
    await button(walk.accept).click();
    await button(walk.create).waitFor();
  });

  test('53, 58, 60, 61: one click, and without a reload the code stands there and the join buttons replace the click', async () => {
    await button(walk.create).click();
    await joinLink(walk.join).waitFor();
    await joinLink(walk.joinFromBrowser).waitFor();
    await button(walk.create).waitFor({ state: 'detached' });
    await expect.poll(journal, { timeout: 60_000 }).toMatch(walk.codeMade);
  });

  test('59: the initiator gets the customer link by mail, and joins without signing in', async () => {
    const [code = ''] = desk.emulator.state.sessions.keys();
    const mail = () => desk.catcher.mails.find((each) => each.text.includes(code));
    await expect.poll(mail, { timeout: 60_000 }).toBeDefined();
    expect(mail()?.to).toContain('rita');
    const link = /https:\/\/get\.teamviewer\.com(\S+)/.exec(mail()?.text ?? '')?.[1];
    await customer.page.goto(`${desk.emulator.origin}${link}`);
    await customer.page.getByRole('button').first().click();
    await expect
      .poll(() => [...desk.emulator.state.sessions.values()][0]?.customer, { timeout: 60_000 })
      .toBeTruthy();
  });

  test('60, 63: the join button leads the responsible to the supporter link, which stands on no page', async () => {
    const html = await agent.page.content();
    const [session] = desk.emulator.state.sessions.values();
    expect(html).not.toContain(session?.secret);
    expect(desk.catcher.mails.some((mail) => mail.text.includes(session?.secret ?? '?'))).toBe(false);

    const opened = agent.context.waitForEvent('page');
    await joinLink(walk.join).click();
    supporterPage = await opened;
    await supporterPage.waitForLoadState();
    expect(supporterPage.url()).toContain(session?.secret);
    await supporterPage.getByRole('button', { name: walk.supporter.join, exact: true }).click();
    await supporterPage.getByLabel(walk.supporter.minutes).fill('12');
    await supporterPage.getByRole('button', { name: walk.supporter.end }).click();
    await supporterPage.waitForLoadState();
  });

  test('64–66, 69: after closing, the connection stands in the journal and the join buttons are gone', async () => {
    await button(walk.close).click();
    const dialog = agent.page.getByRole('dialog');
    await dialog.locator('button[type=submit]').click();
    await expect.poll(journal, { timeout: 60_000 }).toMatch(walk.connected);
    // Journal and offers come by pushes of their own, in either order.
    await joinLink(walk.join).waitFor({ state: 'detached' });
    await joinLink(walk.joinFromBrowser).waitFor({ state: 'detached' });
  });

  test('nothing broke in the page on the way', () => {
    expect(agent.faults).toEqual([]);
  });
});

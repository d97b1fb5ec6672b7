import type { DevEnv } from '@fernwart/dev-env';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { en as desk } from '../../apps/console/src/features/activities/texts/en.ts';
import { en as administration } from '../../apps/console/src/features/settings/texts/en.ts';
import { en } from '../../apps/console/src/i18n/en.ts';
import { launchBrowser, newVisitor, signInDirectly, type Visitor } from '../support/browser.ts';
import { signedIn } from '../support/desk-client.ts';
import { places, startTestDesk, type TestPlace } from '../support/test-desk.ts';
import { eachDialog } from './each-dialog.ts';
import { accessibilityFindings, openPage, overflow } from './look-at-page.ts';

const [embedded] = places;
const { transition } = en.activity;
let place: TestPlace;
let env: DevEnv;
let browser: Browser;
let pages: { agent: string[]; administrator: string[] };

beforeAll(async () => {
  place = await embedded.make();
  env = await startTestDesk(place);
  browser = await launchBrowser();
  const agent = await signedIn(env.server.origin, 'ben');
  const { id } = await agent.takenOverActivity('The label printer prints blank labels');
  const api = `${env.server.origin}/api/v1`;
  const file = new TextEncoder().encode('It hums');
  await agent.browser.send('POST', `${api}/activities/${id}/attachments?name=hum.txt`, file);
  const administrator = await signedIn(env.server.origin, 'admin');
  for (const language of ['de', 'en'])
    await administrator.browser.send('PUT', `${api}/settings/mail-texts/solved/${language}`, {
      subject: 'Solved',
      text: '{address}',
    });
  await administrator.post('/api-tokens', { name: 'Report', roles: ['administrator'], expiresInDays: 1 });
  const first = async (path: string) =>
    (await administrator.get<{ items: { id: string }[] }>(path)).items[0]?.id;
  pages = {
    agent: ['/activities', `/activities/${id}`, `/assets/${await first('/assets')}`, '/profile'],
    administrator: [
      '/administration/people',
      `/administration/people/${await first('/people')}`,
      '/administration/teams',
      '/administration/packages',
      '/administration/engine-activations',
      `/configurations/${await first('/configurations')}`,
      '/administration/api-tokens',
      '/administration/settings/mail-texts',
      '/packages/teamviewer/devices',
      '/packages/teamviewer/device-inbox',
    ],
  };
}, 120_000);
afterAll(async () => {
  await browser.close();
  await env.stop();
  await place.remove();
});

describe.each([
  {
    who: 'agent',
    login: 'ben',
    expected: [
      desk.palette.title,
      desk.caller.add,
      desk.filters.saved,
      en.activities.create,
      en.activity.field.state,
      en.grid.columns,
      en.activity.linkAsset,
      transition.forward,
      transition.hold,
      transition.solve,
      transition.close,
      en.frame.menu,
    ],
  },
  {
    who: 'administrator',
    login: 'admin',
    expected: [
      administration.people.add,
      administration.people.deactivate,
      administration.teams.add,
      administration.access.revoke,
      administration.settings.reset,
    ],
  },
] as const)('whatever opens over a page, for an $who', ({ who, login, expected }) => {
  let visitor: Visitor;
  const seen = new Set<string>();

  beforeAll(async () => {
    visitor = await newVisitor(browser, 'en-GB');
    await visitor.page.setViewportSize({ width: 1440, height: 900 });
    await visitor.page.emulateMedia({ reducedMotion: 'reduce' });
    await signInDirectly(visitor.page, env.server.origin, { login, language: 'en' });
  });
  afterAll(() => visitor.context.close());

  const look = (path: string) => async (_: unknown, name: string) => {
    const { page } = visitor;
    expect(await accessibilityFindings(page, '[role=dialog]'), `${path}: ${name}`).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    // The page follows the browser a moment later, and is drawn a moment after that.
    await page.locator('html[data-mantine-color-scheme="dark"]').waitFor({ state: 'attached' });
    await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
    const inTheDark = await accessibilityFindings(page, '[role=dialog]', 'color-contrast');
    await page.emulateMedia({ colorScheme: 'light' });
    expect(inTheDark, `${path}: ${name}, dark`).toEqual([]);
    expect(await overflow(page), `${path}: ${name}`).toBe(0);
  };

  test('is named, labelled, legible in light and dark, and closed by Escape', async () => {
    for (const path of pages[who]) {
      await openPage(visitor.page, `${env.server.origin}${path}`);
      await eachDialog(visitor.page, seen, look(path));
    }
    // What is done with several stands there once one is chosen, and the menu where the window is narrow.
    await openPage(visitor.page, `${env.server.origin}/activities`);
    if (who === 'agent') {
      await visitor.page.getByRole('row').nth(1).getByRole('checkbox').check();
      seen.delete(transition.forward);
    }
    await eachDialog(visitor.page, seen, look('several'));
    await visitor.page.setViewportSize({ width: 375, height: 700 });
    await openPage(visitor.page, `${env.server.origin}/activities`);
    await eachDialog(visitor.page, seen, look('narrow'));
    expect([...seen]).toEqual(expect.arrayContaining([...expected]));
  }, 300_000);

  test('breaks nothing', () => {
    expect(visitor.faults).toEqual([]);
  });
});

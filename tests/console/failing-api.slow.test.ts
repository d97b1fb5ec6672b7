import type { DevEnv } from '@fernwart/dev-env';
import type { Browser, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { en } from '../../apps/console/src/i18n/en.ts';
import { launchBrowser, newVisitor, signInDirectly, type Visitor } from '../support/browser.ts';
import { signedIn } from '../support/desk-client.ts';
import { places, startTestDesk, type TestPlace } from '../support/test-desk.ts';
import { consolePages } from './console-pages.ts';
import { accessibilityFindings, overflow } from './look-at-page.ts';

const [embedded] = places;
/** Pages that have nothing of their own to ask for. */
const quiet = /^\/(administration|administration\/(extensions|everybody|import)|nowhere)$|\/install$/;
/** What the frame around a page asks for: who one is, what the menu holds. */
const frame = /^\/api\/v1\/(session|shell|live|me|notices|readings)\b/;
const failures = [
  { name: 'the network fails', meet: (route: Route) => route.abort('connectionfailed') },
  {
    name: 'the server fails',
    meet: (route: Route) => route.fulfill({ status: 500, contentType: 'text/html', body: '<h1>500</h1>' }),
  },
];

let place: TestPlace;
let desk: DevEnv;
let browser: Browser;
let pages: Readonly<Record<'admin' | 'anna' | 'rita', readonly string[]>>;

beforeAll(async () => {
  place = await embedded.make();
  desk = await startTestDesk(place);
  browser = await launchBrowser();
  const { origin } = desk.server;
  const agent = await signedIn(origin, 'anna');
  const { id } = await agent.takenOverActivity('The label printer prints blank labels');
  const administrator = await signedIn(origin, 'admin');
  const first = async (path: string) =>
    (await administrator.get<{ items: { id: string }[] }>(path)).items[0]?.id;
  pages = {
    admin: [
      ...consolePages.filter((path) => !quiet.test(path)),
      `/configurations/${await first('/configurations')}`,
      `/administration/runs/${await first('/runs')}`,
      `/administration/people/${await first('/people')}`,
    ],
    anna: ['/dashboard', '/activities', `/activities/${id}`, `/assets/${await first('/assets')}`],
    // A problem can be reported all the same: that page misses nothing but the devices to choose from.
    rita: ['/portal', `/portal/activities/${id}`, '/portal/assets'],
  };
}, 180_000);
afterAll(async () => {
  await browser.close();
  await desk.stop();
  await place.remove();
});

describe.each(failures)('when $name', ({ meet }) => {
  let visitor: Visitor;
  let failing = false;
  beforeAll(async () => {
    visitor = await newVisitor(browser, 'en-GB');
    await visitor.page.setViewportSize({ width: 375, height: 700 });
    await visitor.page.emulateMedia({ reducedMotion: 'reduce' });
    await visitor.context.route(
      (url) => url.pathname.startsWith('/api/v1/') && !frame.test(url.pathname),
      (route) => (failing ? meet(route) : route.fallback()),
    );
  });
  afterAll(() => visitor.context.close());

  test.each(['admin', 'anna', 'rita'] as const)(
    'every page says so, and shows what it is about after another try (%s)',
    async (login) => {
      const { page } = visitor;
      await signInDirectly(page, desk.server.origin, { login, language: 'en' });
      const flaws: string[] = [];
      for (const path of pages[login]) {
        failing = true;
        await page.goto(`${desk.server.origin}${path}`);
        const alerts = page.getByRole('alert');
        const again = alerts.getByRole('button', { name: en.common.tryAgain });
        const said = await again
          .first()
          .waitFor({ timeout: 30_000 })
          .then(
            () => true,
            () => false,
          );
        if (!said) flaws.push(`${path} says nothing`);
        if ((await overflow(page)) > 0) flaws.push(`${path} is too wide`);
        if (said && login !== 'admin') flaws.push(...(await accessibilityFindings(page)));
        failing = false;
        // A page of several parts has a button for each; some part may come back by itself.
        for (let pressed = 0; (await again.count()) > 0 && pressed < 12; pressed += 1) {
          await again
            .first()
            .click({ timeout: 5_000 })
            .catch(() => undefined);
          await page.waitForTimeout(300);
        }
        if ((await again.count()) > 0) flaws.push(`${path} does not come back`);
        if ((await page.locator('h1').count()) !== 1) flaws.push(`${path} has no heading`);
      }
      expect(flaws).toEqual([]);
    },
    600_000,
  );
});

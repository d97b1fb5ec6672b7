import type { DevEnv } from '@fernwart/dev-env';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser, newVisitor, signInDirectly, type Visitor } from '../support/browser.ts';
import { signedIn } from '../support/desk-client.ts';
import { places, startTestDesk, type TestPlace } from '../support/test-desk.ts';
import { consolePages } from './console-pages.ts';
import { eachOverlay } from './each-dialog.ts';
import { lookForCutTexts, serveLengthenedAnswers, serveLengthenedTexts } from './lengthened-texts.ts';
import { openPage, overflow } from './look-at-page.ts';

const [embedded] = places;
let place: TestPlace;
let desk: DevEnv;
let browser: Browser;
let activity: string;
let asset: string;
let subjects: string[];

beforeAll(async () => {
  place = await embedded.make();
  desk = await startTestDesk(place);
  browser = await launchBrowser();
  const agent = await signedIn(desk.server.origin, 'anna');
  const { id } = await agent.takenOverActivity('The label printer prints blank labels');
  await agent.createSession(id);
  activity = `/activities/${id}`;
  const assets = await agent.get<{ items: { id: string }[] }>('/assets');
  asset = `/assets/${assets.items[0]?.id}`;
  const administrator = await signedIn(desk.server.origin, 'admin');
  const first = async (path: string) =>
    (await administrator.get<{ items: { id: string }[] }>(path)).items[0]?.id;
  subjects = [
    `/configurations/${await first('/configurations')}`,
    `/administration/runs/${await first('/runs')}`,
    `/administration/people/${await first('/people')}`,
  ];
}, 120_000);
afterAll(async () => {
  await browser.close();
  await desk.stop();
  await place.remove();
});

describe.each([1440, 375])('texts two fifths longer, %i pixels wide', (width) => {
  let visitor: Visitor;
  let flaws: string[] = [];
  const opened = new Set<string>();
  beforeEach(() => {
    flaws = [];
  });
  beforeAll(async () => {
    visitor = await newVisitor(browser, 'de-DE');
    await serveLengthenedTexts(visitor.context);
    await serveLengthenedAnswers(visitor.context);
    await visitor.page.setViewportSize({ width, height: 900 });
    await visitor.page.emulateMedia({ reducedMotion: 'reduce' });
  });
  afterAll(() => visitor.context.close());

  /** Parts of a page come one after the other: it is looked at once nothing more comes. */
  async function check(path: string): Promise<void> {
    await openPage(visitor.page, `${desk.server.origin}${path}`);
    let before = -1;
    await expect
      .poll(
        async () => {
          const { seen } = await lookForCutTexts(visitor.page);
          const settled = seen === before;
          before = seen;
          return settled;
        },
        { timeout: 60_000, interval: 250 },
      )
      .toBe(true);
    const { page } = visitor;
    const closed = page.locator('main [aria-expanded=false]:not([aria-haspopup])');
    while ((await closed.count()) > 0) await closed.first().click();
    const { seen, cut } = await lookForCutTexts(page);
    expect(seen, path).toBeGreaterThan(2);
    flaws.push(...cut.map((flaw) => `${path}: ${flaw}`));
    if ((await overflow(page)) > 0) flaws.push(`${path}: too wide`);
    const wanted = {
      kinds: ['dialog', 'menu', 'listbox'] as const,
      seen: opened,
      known: (name: string) => name,
    };
    const look = async (_: unknown, name: string) => {
      const over = (await lookForCutTexts(page)).cut.filter((flaw) => !cut.includes(flaw));
      flaws.push(...over.map((flaw) => `${path} → ${name}: ${flaw}`));
      if ((await overflow(page)) > 0) flaws.push(`${path} → ${name}: too wide`);
    };
    await eachOverlay(page, wanted, look).catch((error: unknown) => {
      flaws.push(`${path}: ${String(error)}`);
    });
  }

  test('cut nothing off on the pages of requesters and agents', async () => {
    await signInDirectly(visitor.page, desk.server.origin, { login: 'rita' });
    for (const path of ['/portal', '/portal/report', activity, '/portal/assets']) await check(path);
    await signInDirectly(visitor.page, desk.server.origin, { login: 'anna' });
    for (const path of ['/dashboard', '/activities', activity, asset]) await check(path);
    expect(flaws).toEqual([]);
  }, 900_000);

  test('cut nothing off on the pages of administrators', async () => {
    await check('/sign-in');
    await signInDirectly(visitor.page, desk.server.origin, { login: 'admin' });
    for (const path of [...consolePages, ...subjects]) await check(path);
    expect(flaws).toEqual([]);
  }, 900_000);
});
